package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRedisTest {
    private static final int MESSAGES = 100;
    private static final int MESSAGE_BYTES = 1 << 20;
    private static final int SMALL_BUFFER = 64 * 1024;

    @TempDir
    Path folder;

    @Test
    void aSubscriberThatReadsSlowlySurvivesABurstOfLargeEvents() throws IOException {
        Home home = new Home(folder.resolve("home"));
        home.create();
        try (OwnRedis redis = OwnRedis.start(home, List.of());
                Socket subscriber = connect(redis);
                Socket publisher = connect(redis)) {
            BufferedReader messages = reader(subscriber);
            send(subscriber, "SUBSCRIBE hooksdata\r\n");
            readLines(messages, 6);

            BufferedReader receivers = reader(publisher);
            String event = "x".repeat(MESSAGE_BYTES);
            for (int i = 0; i < MESSAGES; i++) {
                send(
                        publisher,
                        "*3\r\n$7\r\nPUBLISH\r\n$9\r\nhooksdata\r\n$" + MESSAGE_BYTES + "\r\n" + event + "\r\n");
                assertEquals(":1", receivers.readLine(), "the subscriber was cut off at message " + i);
            }

            for (int i = 0; i < MESSAGES; i++) {
                readLines(messages, 6);
                assertEquals(MESSAGE_BYTES, readLines(messages, 1).length(), "message " + i);
            }
        }
    }

    /** A connection that holds little itself, so that what is not read waits in Redis. */
    private static Socket connect(OwnRedis redis) throws IOException {
        Map<String, String> settings = redis.settings();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(30_000);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(settings.get("REDIS_PORT"))));
        send(socket, "AUTH " + Files.readString(Path.of(settings.get("REDIS_PASSWORD_FILE"))) + "\r\n");
        assertEquals("+OK", readLine(socket));
        return socket;
    }

    private static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = socket.getInputStream().read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString().strip();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 8_192);
    }

    /** The last of these lines. */
    private static String readLines(BufferedReader reader, int count) throws IOException {
        String line = "";
        for (int i = 0; i < count; i++) {
            line = reader.readLine();
            assertTrue(line != null, "Redis has cut the subscriber off");
        }
        return line;
    }

    private static void send(Socket socket, String command) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(command.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
