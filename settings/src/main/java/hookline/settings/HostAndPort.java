package hookline.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a server listens; an IPv6 address is held bare and written in brackets. */
public record HostAndPort(String host, int port) {
    static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f.]*(?::[0-9A-Fa-f.]*){2,8}(?:%\\w+)?");

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](?::(\\d{1,5}))?");
    private static final Pattern NAMED = Pattern.compile("([^:]*)(?::(\\d{1,5}))?");
    private static final int MAX_PORT = 65535;

    public HostAndPort {
        if (!HOST.matcher(host).matches() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not a host and port: " + Quoted.plain(host) + ':' + port);
        }
    }

    /**
     * Takes {@code host}, {@code host:port}, {@code [v6]:port} and a bare IPv6 address.
     *
     * @throws IllegalArgumentException when the text is none of these
     */
    public static HostAndPort parse(String text, int defaultPort) {
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return new HostAndPort(bracketed.group(1), port(bracketed, defaultPort));
        }
        Matcher named = NAMED.matcher(text);
        return named.matches()
                ? new HostAndPort(named.group(1), port(named, defaultPort))
                : new HostAndPort(text, defaultPort);
    }

    private static int port(Matcher matched, int defaultPort) {
        String port = matched.group(2);
        return port == null ? defaultPort : Integer.parseInt(port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
