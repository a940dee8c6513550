package hookline.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Where a process listens; port 0 picks a free one. */
public record Endpoint(String address, int port) {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    static Endpoint from(SettingValues values, Setting<Integer> port) {
        return new Endpoint(values.get(HooklineVariables.BIND_ADDRESS), values.get(port));
    }

    /** Whether only this host reaches it. No name but {@code localhost} counts: others mean today what DNS says today. */
    public boolean isLoopback() {
        if (!LITERAL.matcher(address).matches()) {
            return address.equalsIgnoreCase("localhost");
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
