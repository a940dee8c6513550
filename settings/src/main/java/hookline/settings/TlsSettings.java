package hookline.settings;

import static hookline.settings.RedisVariables.TLS;
import static hookline.settings.RedisVariables.TLS_CA;
import static hookline.settings.RedisVariables.TLS_CERT;
import static hookline.settings.RedisVariables.TLS_KEY;
import static hookline.settings.RedisVariables.TLS_SKIP_VERIFY;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** How connections to Redis are encrypted; certificate and key are there together or not at all. */
public record TlsSettings(
        boolean enabled, Optional<Path> ca, Optional<Path> certificate, Optional<Path> key, boolean skipVerify) {

    public static TlsSettings from(Environment environment) {
        return SettingValues.read(environment, TlsSettings::from);
    }

    static TlsSettings from(SettingValues values) {
        if (values.isSet(TLS_CERT) != values.isSet(TLS_KEY)) {
            values.problem("REDIS_TLS_CERT and REDIS_TLS_KEY belong together; set both or neither");
        }
        // An explicit "false" is a choice; a forgotten switch would send the password in the clear.
        if (!values.isSet(TLS) && Stream.of(TLS_CA, TLS_CERT, TLS_KEY).anyMatch(values::isSet)) {
            values.problem("REDIS_TLS is not set, but a file for it is; set REDIS_TLS to true or false");
        }
        return new TlsSettings(
                values.get(TLS),
                values.existingFile(TLS_CA),
                values.existingFile(TLS_CERT),
                values.existingFile(TLS_KEY),
                values.get(TLS_SKIP_VERIFY));
    }
}
