package hookline.agent.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that can say anything, and hears what the server really answers. */
public final class Connection implements AutoCloseable {
    public static final String LOOPBACK = "127.0.0.1";
    private static final int LIMIT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    public Connection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(LIMIT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static Connection to(int port) throws IOException {
        return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A POST as Claude Code sends it. */
    public static String post(String body, String... headers) {
        return request("POST", body, headers);
    }

    public static String request(String method, String body, String... headers) {
        return method + " /hook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n" + body;
    }

    public static String chunked(String body) {
        return "POST /hook HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    }

    public Connection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Connection endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The lines of the next answer's head; empty where the server has closed. */
    public List<String> head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return List.of();
            }
            head.write(next);
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return text.lines().filter(line -> !line.isEmpty()).toList();
    }

    public int status() throws IOException {
        List<String> head = head();
        return head.isEmpty() ? -1 : Integer.parseInt(head.get(0).substring("HTTP/1.1 ".length(), 12));
    }

    public boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
