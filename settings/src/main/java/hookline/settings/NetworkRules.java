package hookline.settings;

import static hookline.settings.RedisVariables.ALLOWED_NETWORKS;
import static hookline.settings.RedisVariables.REQUIRE_INTERFACE;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which ways may lead to Redis.
 *
 * @param allowed where it may be; empty for anywhere
 * @param requiredInterface the network interface that has to be up; empty for none
 */
public record NetworkRules(List<Network> allowed, Optional<String> requiredInterface) {

    public NetworkRules {
        allowed = List.copyOf(allowed);
    }

    /** The allowed networks as they are set. */
    public String allowedInWords() {
        return allowed.stream().map(Network::toString).collect(Collectors.joining(","));
    }

    static NetworkRules from(SettingValues values) {
        return new NetworkRules(values.find(ALLOWED_NETWORKS).orElse(List.of()), values.find(REQUIRE_INTERFACE));
    }
}
