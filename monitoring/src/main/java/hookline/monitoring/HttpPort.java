package hookline.monitoring;

import com.sun.net.httpserver.HttpHandler;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where a process listens, and what it answers there beside metrics and health.
 *
 * @param port 0 picks a free one
 * @param setting the name of the setting that the port came from, for the message when it is taken
 * @param tls empty for plain HTTP
 * @param handlers by the exact path that each answers; they are asked on several threads at once
 */
public record HttpPort(
        String address, int port, String setting, Optional<SSLContext> tls, Map<String, HttpHandler> handlers) {

    public HttpPort {
        handlers = Map.copyOf(handlers);
    }

    /** One without TLS. */
    public static HttpPort plain(String address, int port, String setting, Map<String, HttpHandler> handlers) {
        return new HttpPort(address, port, setting, Optional.empty(), handlers);
    }
}
