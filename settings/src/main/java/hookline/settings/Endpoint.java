package hookline.settings;

import static hookline.settings.HooklineVariables.BIND_ADDRESS;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where a process listens; port 0 picks a free one. */
public record Endpoint(String address, int port) {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    static Endpoint from(SettingValues values, Setting<Integer> port) {
        return new Endpoint(values.get(BIND_ADDRESS), values.get(port));
    }

    /** Where other hosts may reach it, a token and a certificate have to be there. */
    void requireLock(
            SettingValues values, String does, Setting<Secret> token, Setting<Path> certificate, Setting<Path> key) {
        if (isLoopback()) {
            return;
        }
        List<String> missing = new ArrayList<>();
        if (!values.isSet(token)) {
            missing.add(token.fileName());
        }
        if (!values.isSet(certificate)) {
            missing.add(certificate.name());
        }
        if (!values.isSet(key)) {
            missing.add(key.name());
        }
        if (!missing.isEmpty()) {
            values.problem(BIND_ADDRESS.name() + " is " + Quoted.of(address) + ", which other hosts may reach, and "
                    + does + " there only over TLS and with a token; set " + String.join(", ", missing)
                    + " too, or leave it at 127.0.0.1");
        }
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
