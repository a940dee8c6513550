package hookline.cli;

import hookline.monitoring.MetricsPush;
import hookline.monitoring.Monitoring;
import hookline.settings.Environment;
import hookline.settings.OtlpSettings;

/** Opens the meters of a service, which are also sent where the settings say so. */
final class ServiceMeters {
    private ServiceMeters() {}

    /** What it is to be called where they are sent to, such as {@code agent}. */
    static Monitoring open(Environment environment, String service) {
        OtlpSettings settings = OtlpSettings.from(environment);
        return settings.url()
                .map(url -> Monitoring.pushing(
                        new MetricsPush(url, "hookline-" + service, settings.instance(), settings::headers)))
                .orElseGet(Monitoring::none);
    }
}
