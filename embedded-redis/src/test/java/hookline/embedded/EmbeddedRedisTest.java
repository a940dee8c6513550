package hookline.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
    @TempDir
    Path folder;

    private EmbeddedRedis start(int port) throws IOException {
        return EmbeddedRedis.start(
                RedisBinary.bundled(folder.resolve("bin")),
                folder.resolve("with space"),
                port,
                "a \"b",
                List.of("appendonly yes"));
    }

    private static String ask(EmbeddedRedis redis, String commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((commands + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void answersOnlyThoseWhoKnowThePassword() throws IOException {
        try (EmbeddedRedis redis = start(0)) {
            assertTrue(ask(redis, "PING").startsWith("-NOAUTH"));
            assertTrue(ask(redis, "AUTH \"a \\\"b\"\r\nPING").contains("+PONG"));
        }
    }

    @Test
    void keepsItsDataAcrossACrashAndAStop() throws IOException {
        try (EmbeddedRedis redis = start(0)) {
            ask(redis, "AUTH \"a \\\"b\"\r\nSET k v\r\nWAITAOF 1 0 100");
        }
        try (EmbeddedRedis redis = start(0)) {
            redis.kill();
            redis.restart();
            assertTrue(ask(redis, "AUTH \"a \\\"b\"\r\nGET k").contains("\r\nv\r\n"));
        }
    }

    @Test
    void halfAScriptAtTheEndOfItsFileIsNeverCarriedOut() throws IOException {
        String login = "AUTH \"a \\\"b\"\r\n";
        try (EmbeddedRedis redis = start(0)) {
            ask(
                    redis,
                    login + "SET kept 1\r\nEVAL \"redis.call('INCR', 'n') redis.call('SET', 'last', '0123456789')\" 0");
            redis.kill();
            cutOff(20);
            redis.restart();
            assertTrue(ask(redis, login + "EXISTS n").contains(":0"));
            assertTrue(ask(redis, login + "INCR n").contains(":1"));
            redis.kill();
            redis.restart();
            assertTrue(ask(redis, login + "MGET n kept").contains("$1\r\n1\r\n$1\r\n1\r\n"));
        }
    }

    @Test
    void aFileThatIsDamagedInItsMiddleIsLeftAsItIs() throws IOException {
        String login = "AUTH \"a \\\"b\"\r\n";
        Path file = folder.resolve("with space/appendonlydir/appendonly.aof.1.incr.aof");
        long size;
        try (EmbeddedRedis redis = start(0)) {
            ask(redis, login + "SET first 1\r\nSET second 2\r\nSET third 3");
            redis.kill();
            size = Files.size(file);
            try (FileChannel aof = FileChannel.open(file, StandardOpenOption.WRITE)) {
                aof.write(ByteBuffer.allocate(8), size / 2);
            }
            IOException refused = assertThrows(IOException.class, redis::restart);
            assertTrue(String.valueOf(refused.getMessage()).contains("redis-check-aof"), refused.getMessage());
        }
        assertEquals(size, Files.size(file));
    }

    private void cutOff(int bytes) throws IOException {
        Path file = folder.resolve("with space/appendonlydir/appendonly.aof.1.incr.aof");
        try (FileChannel aof = FileChannel.open(file, StandardOpenOption.WRITE)) {
            aof.truncate(aof.size() - bytes);
        }
    }

    @Test
    void itsFilesAreNobodyElsesBusiness() throws IOException {
        try (EmbeddedRedis redis = start(0)) {
            Path data = folder.resolve("with space");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertEquals(
                            "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                            file.toString());
                }
            }
            assertFalse(ProcessHandle.of(redis.processId())
                    .orElseThrow()
                    .info()
                    .commandLine()
                    .orElse("")
                    .contains("a \"b"));
        }
    }

    @Test
    void aPortInUseIsSaidInTheServersOwnWords() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IOException e = assertThrows(IOException.class, () -> start(taken.getLocalPort()));
            assertTrue(String.valueOf(e.getMessage()).contains(String.valueOf(taken.getLocalPort())));
        }
    }

    @Test
    void aServerThatAKilledOwnerLeftBehindIsStopped() throws IOException {
        start(0).close();
        Path data = folder.resolve("with space");
        Process left = new ProcessBuilder(
                        RedisBinary.bundled(folder.resolve("bin")).program().toString(),
                        data.resolve("redis.conf").toString())
                .directory(data.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().until(() -> Files.exists(data.resolve("redis.pid")));
        try (EmbeddedRedis next = start(0)) {
            assertFalse(left.isAlive());
            assertTrue(next.processId() > 0);
        }
    }

    @Test
    void aServerThatSomebodyUsesIsNotStopped() throws IOException {
        try (EmbeddedRedis used = start(0)) {
            IOException e = assertThrows(IOException.class, () -> start(0));
            assertTrue(String.valueOf(e.getMessage()).contains("already"));
            assertTrue(ask(used, "AUTH \"a \\\"b\"\r\nPING").contains("+PONG"));
        }
    }
}
