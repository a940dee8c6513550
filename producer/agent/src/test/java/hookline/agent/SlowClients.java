package hookline.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that say a little at a time, never enough, and never listen. */
final class SlowClients implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();

    void connect(int port, int count, String beginning) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channels.add(channel);
            // As little as possible lies between the server and a client that does not read.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(beginning.getBytes(StandardCharsets.ISO_8859_1)));
            channel.configureBlocking(false);
        }
    }

    /** Says a little more on each, as much as it can without waiting; how many the server has closed. */
    int say(String more) {
        int refused = 0;
        for (SocketChannel channel : channels) {
            try {
                channel.write(ByteBuffer.wrap(more.getBytes(StandardCharsets.ISO_8859_1)));
            } catch (IOException closed) {
                refused++;
            }
        }
        return refused;
    }

    /** How many the server has neither closed nor answered. */
    int open() {
        return (int) channels.stream().filter(SlowClients::isOpen).count();
    }

    private static boolean isOpen(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
