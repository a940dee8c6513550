package hookline.streams;

import hookline.settings.NetworkRules;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;

/**
 * Refuses every connection that the rules do not allow, before its first packet.
 *
 * <p>It judges the address that the socket is about to be given, so there is no second look at DNS in between, and it
 * does so for whatever the client connects to: servers, the nodes of a cluster, sentinels and where they point.
 */
final class NetworkGate implements NettyCustomizer {
    private final NetworkRules rules;

    NetworkGate(NetworkRules rules) {
        this.rules = rules;
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        // Nothing stands between the first handler and the socket.
        channel.pipeline().addFirst("network gate", new ChannelOutboundHandlerAdapter() {
            @Override
            public void connect(
                    ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise)
                    throws Exception {
                Optional<String> refusal = addressRefusal(remote).or(NetworkGate.this::interfaceRefusal);
                if (refusal.isPresent()) {
                    promise.tryFailure(new WayRefusedException(refusal.get()));
                } else {
                    super.connect(context, remote, local, promise);
                }
            }
        });
    }

    private Optional<String> addressRefusal(SocketAddress remote) {
        if (rules.allowed().isEmpty()) {
            return Optional.empty();
        }
        if (remote instanceof InetSocketAddress internet && !internet.isUnresolved()) {
            if (rules.allowed().stream().anyMatch(network -> network.contains(internet.getAddress()))) {
                return Optional.empty();
            }
            return Optional.of("its address " + internet.getAddress().getHostAddress()
                    + " is outside HOOKLINE_REDIS_ALLOWED_NETWORKS=" + rules.allowedInWords()
                    + ", so nothing was sent (see where its name leads, or add its network)");
        }
        return Optional.of("nobody knows whether it is inside HOOKLINE_REDIS_ALLOWED_NETWORKS=" + rules.allowedInWords()
                + ", so nothing was sent (give its address as REDIS_HOST)");
    }

    private Optional<String> interfaceRefusal() {
        return rules.requiredInterface().flatMap(name -> trouble(name)
                .map(trouble -> "HOOKLINE_REQUIRE_INTERFACE=" + name + " " + trouble
                        + ", so nothing was sent (start the VPN that makes it)"));
    }

    private static Optional<String> trouble(String name) {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            if (found == null) {
                return Optional.of("is not there or has no address");
            }
            if (!found.isUp()) {
                return Optional.of("is down");
            }
            return found.getInterfaceAddresses().isEmpty() ? Optional.of("has no address") : Optional.empty();
        } catch (SocketException e) {
            return Optional.of("cannot be looked at");
        }
    }

    /** What the rules do not allow; the message is for people, and complete. */
    static final class WayRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WayRefusedException(String message) {
            super(message);
        }
    }
}
