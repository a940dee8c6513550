package hookline.settings;

import static hookline.settings.Fallback.absent;
import static hookline.settings.Fallback.text;
import static hookline.settings.SettingType.httpUrls;
import static hookline.settings.SettingType.path;
import static hookline.settings.SettingType.wholeNumber;
import static hookline.settings.UsedBy.CONSOLE;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/** The {@code HOOKLINE_CONSOLE_} variables: what the web page shows, and to whom. */
final class ConsoleVariables {
    static final Setting<Integer> PORT = Setting.of(
            "HOOKLINE_CONSOLE_PORT",
            wholeNumber(0, 65535),
            text("7721"),
            EnumSet.of(CONSOLE),
            "Port for the web page, metrics and health; 0 picks a free one and prints it.");
    static final Setting<Secret> TOKEN = Setting.secret(
            "HOOKLINE_CONSOLE_TOKEN",
            EnumSet.of(CONSOLE),
            "Tokens to log in with, each of at least 16 characters, divided by spaces, line ends or commas; required to listen beyond loopback.");
    static final Setting<Path> TLS_CERT = Setting.of(
            "HOOKLINE_CONSOLE_TLS_CERT",
            path(),
            absent("plain HTTP"),
            EnumSet.of(CONSOLE),
            "PEM file of the console's certificate and its chain; required to listen beyond loopback.");
    static final Setting<Path> TLS_KEY = Setting.of(
            "HOOKLINE_CONSOLE_TLS_KEY",
            path(),
            absent("plain HTTP"),
            EnumSet.of(CONSOLE),
            "PEM file of that certificate's private key, in PKCS #8, mode 0600.");
    static final Setting<List<URI>> METRICS = Setting.of(
            "HOOKLINE_CONSOLE_METRICS",
            httpUrls(),
            text("http://127.0.0.1:7720/metrics,http://127.0.0.1:7722/metrics,http://127.0.0.1:7723/metrics"),
            EnumSet.of(CONSOLE),
            "Where the console asks agents, processors and retention workers for what is not in Redis: latency, redactions, memory.");

    static final List<SettingGroup> GROUPS =
            List.of(new SettingGroup("Console", List.of(PORT, TOKEN, TLS_CERT, TLS_KEY, METRICS)));

    private ConsoleVariables() {}
}
