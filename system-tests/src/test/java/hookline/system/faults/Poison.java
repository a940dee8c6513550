package hookline.system.faults;

import io.lettuce.core.XAddArgs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Entries that nobody can process, as a careless or hostile producer appends them. */
final class Poison {
    private static final int MANY = 10_000;

    private static final List<Map<String, String>> KINDS = List.of(
            Map.of("something", "else"),
            Map.of("e", "no sealed event"),
            Map.of("payload", ""),
            Map.of("payload", "no JSON"),
            Map.of("payload", "[]"),
            Map.of("payload", "{} {}"),
            Map.of("payload", "{\"a\":1,\"a\":2}"),
            Map.of("payload", "{\"a\":" + "[".repeat(MANY) + "]".repeat(MANY) + "}"),
            Map.of("payload", "{\"" + "a".repeat(MANY) + "\":1}"),
            Map.of("payload", "{\"a\":" + "1".repeat(MANY) + "}"),
            Map.of("payload", "{\"hook_event_name\":\"no such name!\",\"session_id\":\"p\"}"),
            Map.of("payload", "{\"hook_event_name\":\"Stop\"}"),
            Map.of("payload", "{\"hook_event_name\":\"Stop\",\"session_id\":\"" + "s".repeat(MANY) + "\"}"),
            Map.of("payload", "{\"hook_event_name\":\"Stop\",\"message\":\"" + "a".repeat(5 << 20) + "\"}"));

    private Poison() {}

    /** Appends one of each kind, in any order. */
    static void intoRaw(FaultyWorld world, FaultSite site, Random random) {
        List<Map<String, String>> kinds = new ArrayList<>(KINDS);
        Collections.shuffle(kinds, random);
        for (Map<String, String> kind : kinds) {
            Map<String, String> entry = new HashMap<>(kind);
            site.admin().xadd(FaultyWorld.FIRST_PARTITION.raw(), new XAddArgs(), entry);
            world.poisoned();
        }
    }
}
