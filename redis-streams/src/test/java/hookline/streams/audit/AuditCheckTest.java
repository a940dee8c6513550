package hookline.streams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.audit.AuditCheck.Report;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final String secret = AuditKeys.newKey();
    private AuditKeys keys;
    private final List<AuditEntry> chain = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        keys = AuditKeys.of(secret);
        for (int i = 1; i <= 6; i++) {
            chain.add(behind(chain, i % 3 == 0 ? AuditKeys.none() : keys, i));
        }
        chain.add(behind(chain, keys, 7));
    }

    private static AuditEntry behind(List<AuditEntry> chain, AuditKeys keys, int number) {
        Optional<AuditEntry> last = chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
        return new AuditedAct(NOW, "me@here", "default", AuditAct.KEYS_ROTATED, "key " + number, number)
                .behind(last, keys);
    }

    private static Report check(AuditKeys keys, List<AuditEntry> entries) {
        AuditCheck check = new AuditCheck(keys);
        for (int i = 0; i < entries.size(); i++) {
            check.next("entry " + i, Optional.of(entries.get(i)));
        }
        return check.report();
    }

    private void assertBroken(String what, List<AuditEntry> entries) {
        assertTrue(check(keys, entries).problem().isPresent(), what);
    }

    @Test
    void aChainAsItWasWrittenHolds() {
        String lastMac = chain.get(6).mac();
        assertEquals(new Report(7, 5, 0, 1, 7, lastMac, Optional.empty()), check(keys, chain));
        assertEquals(Optional.empty(), check(keys, List.of()).problem());
    }

    @Test
    void aChangeOfAnyFieldOfAnyEntryIsFound() {
        for (int i = 0; i < chain.size(); i++) {
            for (String name : chain.get(i).fields().keySet()) {
                Map<String, String> fields = chain.get(i).fields();
                fields.merge(name, "0", (value, zero) -> zero + value);
                List<AuditEntry> changed = new ArrayList<>(chain);
                changed.set(i, AuditEntry.of(fields).orElseThrow());
                assertBroken(name + " of entry " + i, changed);
            }
        }
    }

    @Test
    void textThatMovesFromOneFieldToTheNextIsFound() {
        Map<String, String> fields = chain.get(0).fields();
        fields.put("act", "keys_rotatedk");
        fields.put("subject", "ey 1");
        List<AuditEntry> changed = new ArrayList<>(chain);
        changed.set(0, AuditEntry.of(fields).orElseThrow());
        assertBroken("moved text", changed);
    }

    @Test
    void aRemovedEntryIsFound() {
        for (int i = 0; i < chain.size() - 1; i++) {
            List<AuditEntry> shorter = new ArrayList<>(chain);
            shorter.remove(i);
            assertBroken("without entry " + i, shorter);
        }
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        for (int i = 0; i < chain.size(); i++) {
            for (int j = i + 1; j < chain.size(); j++) {
                List<AuditEntry> moved = new ArrayList<>(chain);
                moved.set(i, chain.get(j));
                moved.set(j, chain.get(i));
                assertBroken(i + " and " + j, moved);
            }
        }
    }

    @Test
    void anEntryThatWasPutInIsFoundEvenWhereItIsLinkedRight() {
        for (int i = 0; i < chain.size(); i++) {
            List<AuditEntry> longer = new ArrayList<>(chain.subList(0, i));
            longer.add(behind(longer, AuditKeys.none(), i));
            longer.addAll(chain.subList(i, chain.size()));
            assertBroken("before entry " + i, longer);
            List<AuditEntry> twice = new ArrayList<>(chain);
            twice.add(i, chain.get(i));
            assertBroken("twice entry " + i, twice);
        }
    }

    @Test
    void aChainThatWasWrittenAnewWithoutTheKeyProvesNothing() {
        List<AuditEntry> forged = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            forged.add(behind(forged, AuditKeys.none(), i));
        }
        assertEquals(4, check(keys, forged).unsignedAtEnd());
        assertEquals(0, check(keys, forged).signed());
    }

    @Test
    void anotherKeyIsNamedAndAnOlderOneStillChecks() throws Exception {
        Report report = check(AuditKeys.of(AuditKeys.newKey()), chain);
        assertTrue(report.problem().orElseThrow().contains(keys.signing()), report.toString());

        AuditKeys rotated = AuditKeys.of(AuditKeys.newKey() + "\n" + secret);
        List<AuditEntry> longer = new ArrayList<>(chain);
        longer.add(behind(chain, rotated, 8));
        assertEquals(Optional.empty(), check(rotated, longer).problem());
    }

    @Test
    void aKeyThatCanBeGuessedIsRefusedAndNotQuoted() {
        GeneralSecurityException e = assertThrows(GeneralSecurityException.class, () -> AuditKeys.of("short"));
        assertTrue(!String.valueOf(e.getMessage()).contains("short"));
    }
}
