package hookline.cli;

import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.InvalidSettingsException;
import hookline.settings.ProcessorSettings;
import hookline.settings.RedisSettings;
import hookline.streams.RedisLink;
import hookline.streams.access.Purpose;
import hookline.streams.access.Rights;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says as whom Redis knows this configuration, and which rights it lacks for what the configuration is for. */
final class RightsChecks {
    /** The users of {@code deploy/redis/users.acl}; people do now this and now that. */
    private static final Map<String, Set<Purpose>> OF_USER = Map.of(
            "producer", EnumSet.of(Purpose.AGENT),
            "processor", EnumSet.of(Purpose.PROCESSOR),
            "retention", EnumSet.of(Purpose.RETENTION),
            "monitor", EnumSet.of(Purpose.MONITOR),
            "admin", EnumSet.noneOf(Purpose.class),
            "access", EnumSet.noneOf(Purpose.class));

    private final Checks checks;
    private final Set<Purpose> asked;

    RightsChecks(Checks checks, Set<Purpose> asked) {
        this.checks = checks;
        this.asked = Set.copyOf(asked);
    }

    /** Asks the server; changes nothing there. */
    void report(RedisLink link, RedisSettings redis, Environment environment) {
        String configured = redis.username().isEmpty() ? "default" : redis.username();
        Optional<String> told = Rights.user(link);
        String user = told.orElse(configured);
        checks.good("redis user", user + (told.isPresent() ? "" : ", as configured; it may not ask Redis"));
        purposes(user, environment).stream()
                .sorted()
                .forEach(purpose -> report(Rights.of(link, user, purpose), user, purpose));
    }

    private Set<Purpose> purposes(String user, Environment environment) {
        if (!asked.isEmpty()) {
            return asked;
        }
        Set<Purpose> known = OF_USER.get(user);
        if (known != null) {
            return known;
        }
        Set<Purpose> configured = EnumSet.noneOf(Purpose.class);
        if (isComplete(() -> AgentSettings.from(environment))) {
            configured.add(Purpose.AGENT);
        }
        if (isComplete(() -> ProcessorSettings.from(environment))) {
            configured.add(Purpose.PROCESSOR);
        }
        return configured.isEmpty() ? EnumSet.of(Purpose.MONITOR) : configured;
    }

    private interface Settings {
        Object read();
    }

    private static boolean isComplete(Settings settings) {
        try {
            Object unused = settings.read();
            return true;
        } catch (InvalidSettingsException e) {
            return false;
        }
    }

    private void report(Rights rights, String user, Purpose purpose) {
        String what = "rights for " + purpose.words();
        List<String> grants = rights.grants();
        if (!grants.isEmpty()) {
            checks.bad(
                    what,
                    "some are missing: ACL SETUSER " + user + " '" + String.join("' '", grants)
                            + "', or take the user from deploy/redis/users.acl");
        } else if (rights.untried().isEmpty()) {
            checks.good(what, "all are there");
        } else {
            checks.good(
                    what,
                    "all that could be tried are there; not " + String.join(" ", rights.untried())
                            + ", which only a user with +acl|dryrun can ask for");
        }
    }
}
