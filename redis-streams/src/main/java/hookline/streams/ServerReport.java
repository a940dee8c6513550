package hookline.streams;

import java.util.HashMap;
import java.util.Map;

/**
 * Everything that a server tells of itself at one moment: its {@code INFO}, asked by one command.
 *
 * @param fields by the names that Redis has for them
 */
public record ServerReport(Map<String, String> fields) {
    public ServerReport {
        fields = Map.copyOf(fields);
    }

    /**
     * Asks the server; in a cluster, the node that the link reached first.
     *
     * @throws RedisUnavailableException where it does not answer
     */
    public static ServerReport of(RedisLink link) {
        return new ServerReport(fields(link.call(redis -> redis.info())));
    }

    static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String line : text.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }
}
