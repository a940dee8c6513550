package hookline.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 or of IPv6 addresses.
 *
 * @param first its lowest address, which has no bit set behind the prefix
 * @param prefix how many leading bits its addresses have in common
 */
public record Network(InetAddress first, int prefix) {
    /** Decimal octets without leading zeros, or anything with colons: what Java never looks up as a name. */
    private static final Pattern CIDR = Pattern.compile(
            "((?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})|[0-9A-Fa-f.:]*:[0-9A-Fa-f.:]*)(?:/(\\d{1,3}))?");

    /**
     * Takes CIDR notation and single addresses.
     *
     * @throws IllegalArgumentException for anything else, and for bits behind the prefix: {@code 10.8.0.1/8} is more
     *     likely a mistake than all of {@code 10.0.0.0/8}
     */
    static Network parse(String text) {
        Matcher matcher = CIDR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a network: " + Quoted.plain(text));
        }
        InetAddress first = literal(matcher.group(1));
        int bits = first.getAddress().length * Byte.SIZE;
        String prefix = matcher.group(2);
        Network network = new Network(first, prefix == null ? bits : Integer.parseInt(prefix));
        if (network.prefix > bits || !Arrays.equals(network.masked(first), first.getAddress())) {
            throw new IllegalArgumentException("not a network: " + Quoted.plain(text));
        }
        return network;
    }

    /** Whether the address lies in it; one of the other IP version never does. */
    public boolean contains(InetAddress address) {
        byte[] own = first.getAddress();
        return own.length == address.getAddress().length && Arrays.equals(masked(address), own);
    }

    private byte[] masked(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        return bytes;
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + Quoted.plain(text), e);
        }
    }

    @Override
    public String toString() {
        return first.getHostAddress() + '/' + prefix;
    }
}
