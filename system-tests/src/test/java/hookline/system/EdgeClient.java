package hookline.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import hookline.streams.StopSignal;
import hookline.streams.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Posts hooks over TLS from an address of its own, each in a session of its own, and remembers what became of them. */
final class EdgeClient {
    /** Seven a second, under the limit. */
    private static final Duration BETWEEN_POSTS = Duration.ofMillis(140);

    private static final int TIMEOUT_MILLIS = 20_000;

    private final String address;
    private final int port;
    private final SSLContext trust;
    private final String token;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Set<String> otherAnswers = new ConcurrentSkipListSet<>();
    private final StopSignal stop = new StopSignal();
    private CompletableFuture<Void> run = CompletableFuture.completedFuture(null);

    EdgeClient(String address, int port, TestCertificate authority, String token) throws Exception {
        this.address = address;
        this.port = port;
        this.trust = authority.trusting();
        this.token = token;
    }

    /** One that goes on posting until it is ended. */
    static EdgeClient start(String address, int port, TestCertificate authority, String token) throws Exception {
        EdgeClient client = new EdgeClient(address, port, authority, token);
        client.run = CompletableFuture.runAsync(client::postOn, command -> {
            Thread thread = new Thread(command, "edge-client-" + address);
            thread.setDaemon(true);
            thread.start();
        });
        return client;
    }

    private void postOn() {
        for (int n = 0; !stop.isRequested(); n++) {
            String session = address + "-" + n;
            try {
                int status = post(session);
                if (status == 204) {
                    accepted.add(session);
                } else if (status != 502) {
                    // Whose agent died meanwhile hears 502, as it may have taken the event or not.
                    otherAnswers.add("status " + status);
                }
            } catch (Exception e) {
                otherAnswers.add(e.toString());
            }
            stop.awaitAtMost(BETWEEN_POSTS);
        }
    }

    /** Posts one event and returns the status. */
    int post(String session) throws Exception {
        String event = "{\"hook_event_name\":\"Stop\",\"session_id\":\"" + session + "\"}";
        try (Socket plain = new Socket()) {
            plain.bind(new InetSocketAddress(InetAddress.getAllByName(address)[0], 0));
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, "localhost", port, true)) {
                socket.getOutputStream()
                        .write(("POST /hook HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                        + "\r\nConnection: close\r\nContent-Length: " + event.length() + "\r\n\r\n"
                                        + event)
                                .getBytes(UTF_8));
                String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
                if (line == null) {
                    throw new IOException("no answer");
                }
                return Integer.parseInt(line.substring(9, 12));
            }
        }
    }

    void end() throws Exception {
        stop.request();
        run.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    Queue<String> accepted() {
        return accepted;
    }

    Set<String> otherAnswers() {
        return otherAnswers;
    }
}
