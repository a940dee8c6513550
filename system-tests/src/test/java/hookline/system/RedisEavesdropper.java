package hookline.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Keeps all that one connection to Redis says after a command such as MONITOR or SUBSCRIBE. */
final class RedisEavesdropper implements AutoCloseable {
    private final Socket socket;
    private final Thread reader;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private RedisEavesdropper(Socket socket) {
        this.socket = socket;
        this.reader = new Thread(this::listen, "eavesdropper");
        reader.setDaemon(true);
    }

    static RedisEavesdropper start(int port, String password, String command) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("AUTH " + password + "\r\n" + command + "\r\n").getBytes(StandardCharsets.UTF_8));
        RedisEavesdropper eavesdropper = new RedisEavesdropper(socket);
        eavesdropper.reader.start();
        return eavesdropper;
    }

    String heard() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void listen() {
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                synchronized (heard) {
                    heard.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
