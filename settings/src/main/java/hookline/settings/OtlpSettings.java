package hookline.settings;

import static hookline.settings.HooklineVariables.OTLP_HEADERS;
import static hookline.settings.HooklineVariables.OTLP_URL;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a process sends its metrics.
 *
 * @param url empty where it sends none
 * @param secretHeaders what {@link #headers} is read from
 * @param instance tells this process from others
 */
public record OtlpSettings(Optional<URI> url, Optional<SecretSource> secretHeaders, String instance) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]{0,4096}");

    public static OtlpSettings from(Environment environment) {
        return SettingValues.read(environment, OtlpSettings::from);
    }

    private static OtlpSettings from(SettingValues values) {
        Optional<URI> url = values.find(OTLP_URL);
        Optional<SecretSource> headers = values.findSecret(OTLP_HEADERS);
        if (headers.isPresent() && !values.isSet(OTLP_URL)) {
            values.problem("HOOKLINE_OTLP_HEADERS is set, but HOOKLINE_OTLP_URL is not; set both or neither");
        }
        if (headers.isPresent() && url.filter(OtlpSettings::isReadable).isPresent()) {
            values.problem("HOOKLINE_OTLP_HEADERS would cross the network in the clear; give HOOKLINE_OTLP_URL as an"
                    + " https:// address");
        }
        return new OtlpSettings(url, headers, values.get(HooklineVariables.MEMBER));
    }

    /**
     * The headers as they are now, by name.
     *
     * @throws SecretUnavailableException where they cannot be read, or are not written as headers
     */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        secretHeaders.ifPresent(source -> {
            for (String header : source.read().reveal().strip().split(",", -1)) {
                int equals = header.indexOf('=');
                String name = header.substring(0, Math.max(0, equals)).strip();
                String value = header.substring(equals + 1).strip();
                if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                    throw new SecretUnavailableException(
                            source.origin() + " holds what is no header; write name=value, separated by commas");
                }
                headers.put(name, value);
            }
        });
        return headers;
    }

    private static boolean isReadable(URI url) {
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return url.getScheme().equals("http") && !new Endpoint(host, 0).isLoopback();
    }
}
