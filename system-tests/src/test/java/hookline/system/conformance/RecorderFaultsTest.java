package hookline.system.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.system.conformance.Finding.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance suite can fail: recorders with one fault each are found out, and only by what they did. */
class RecorderFaultsTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    /** For those who are expected to miss it. */
    private static final Duration SHORT_BOUND = Duration.ofSeconds(1);

    /** Correct, as far as the conditions go that are tried here; the faults below replace parts of it. */
    private static final String SOUND = """
            #!/bin/sh
            exec 2>/dev/null
            trap 'exit 0' EXIT TERM
            home=$HOOKLINE_HOME
            spool=$home/spool
            mkdir -p "$spool/tmp" "$spool/new" || exit 0
            name=$(cat /proc/sys/kernel/random/uuid || mktemp -u XXXXXXXXXXXX)
            exec 3<&0
            [ ! -e "$spool/full" ] || { printf f >>"$spool/refused"; exit 0; }
            head -c 1048577 <&3 >"$spool/tmp/$name" &
            wait $! || { printf d >>"$spool/refused"; exit 0; }
            mv "$spool/tmp/$name" "$spool/new/$name"
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Redis and agent down",
                "spool missing",
                "home with spaces and quotes",
                "stdin without end",
                "binary",
                "200 hooks at once",
                "SIGTERM while reading",
                "SIGKILL while reading",
                "spool full",
                "writing ends in the middle"
            })
    void findsNothingWrongWithASoundRecorder(String condition) throws Exception {
        assertEquals(Set.of(), violations(SOUND, condition));
    }

    @Test
    void findsOutput() throws Exception {
        assertEquals(Set.of(Violation.STDOUT), violations(SOUND + "printf .\n", "Redis and agent down"));
        String loud = SOUND.replace("exec 2>/dev/null", "") + "printf . >&2\n";
        assertEquals(Set.of(Violation.STDERR), violations(loud, "Redis and agent down"));
    }

    @Test
    void findsAnExitCodeThatBlocksTheSession() throws Exception {
        String strict = SOUND.replace("mkdir -p \"$spool/tmp\" \"$spool/new\" || exit 0", "cd \"$spool\" || exit 2")
                .replace("trap 'exit 0' EXIT TERM", "");
        assertEquals(Set.of(), violations(strict, "Redis and agent down"));
        assertEquals(Set.of(Violation.EXIT_CODE, Violation.LOST), violations(strict, "spool missing"));
    }

    @Test
    void findsARecorderThatReadsForever() throws Exception {
        String insatiable = SOUND.replace("head -c 1048577 <&3 >", "cat <&3 | head -c 1048577 >")
                .replace(
                        "head -c 1048577 >\"$spool/tmp/$name\"",
                        "{ head -c 1048577 >\"$spool/tmp/$name\"; cat >/dev/null; }");
        assertTrue(violations(insatiable, "stdin without end", SHORT_BOUND).contains(Violation.TOO_LATE));
    }

    @Test
    void findsARecorderThatLeavesSomebodyBehindWhoHoldsItsOutput() throws Exception {
        assertEquals(
                Set.of(Violation.TOO_LATE), violations(SOUND + "sleep 30 &\n", "Redis and agent down", SHORT_BOUND));
    }

    @Test
    void findsARecorderThatDoesNotStopWhenAsked() throws Exception {
        String stubborn = SOUND.replace("trap 'exit 0' EXIT TERM", "trap '' TERM");
        assertTrue(violations(stubborn, "SIGTERM while reading", SHORT_BOUND).contains(Violation.TOO_LATE));
    }

    @Test
    void findsALostEvent() throws Exception {
        String forgetful = SOUND.replace("mv ", "rm ");
        assertTrue(violations(forgetful, "Redis and agent down").contains(Violation.LOST));
    }

    @Test
    void findsAnEventThatIsRefusedWithoutACount() throws Exception {
        String silent =
                SOUND.replace("printf f >>\"$spool/refused\"; ", "").replace("printf d >>\"$spool/refused\"; ", "");
        assertEquals(Set.of(Violation.LOST), violations(silent, "spool full"));
        assertEquals(Set.of(Violation.LOST), violations(silent, "writing ends in the middle"));
    }

    @Test
    void findsAnEventThatIsKeptTwice() throws Exception {
        String twice = SOUND.replace("mv ", "cp \"$spool/tmp/$name\" \"$spool/new/again\"; mv ");
        assertEquals(Set.of(Violation.REPEATED), violations(twice, "Redis and agent down"));
    }

    @Test
    void findsAnEventThatIsSeenBeforeItIsComplete() throws Exception {
        String direct = SOUND.replace("$spool/tmp/$name", "$spool/new/$name");
        assertEquals(Set.of(), violations(direct, "Redis and agent down"));
        assertEquals(Set.of(Violation.INCOMPLETE), violations(direct, "SIGKILL while reading"));
        assertEquals(Set.of(Violation.INCOMPLETE), violations(direct, "writing ends in the middle"));
    }

    @Test
    void findsBytesThatAShellVariableDoesNotHold() throws Exception {
        String variable = SOUND.replace("head -c 1048577 <&3 >", "event=$(cat); printf '%s\\n' \"$event\" >")
                .replace(" &\nwait $! || { printf d >>\"$spool/refused\"; exit 0; }", "");
        assertEquals(Set.of(), violations(variable, "Redis and agent down"));
        assertEquals(Set.of(Violation.INCOMPLETE), violations(variable, "binary"));
    }

    @Test
    void findsAPathThatIsNotQuoted() throws Exception {
        String unquoted = SOUND.replace("\"$spool/tmp/$name\"", "$spool/tmp/$name");
        assertEquals(Set.of(), violations(unquoted, "Redis and agent down"));
        assertEquals(Set.of(Violation.LOST), violations(unquoted, "home with spaces and quotes"));
    }

    @Test
    void findsNamesThatTwoCallsShare() throws Exception {
        String seconds =
                SOUND.replace("name=$(cat /proc/sys/kernel/random/uuid || mktemp -u XXXXXXXXXXXX)", "name=$(date +%s)");
        assertEquals(Set.of(), violations(seconds, "Redis and agent down"));
        assertTrue(violations(seconds, "200 hooks at once").contains(Violation.LOST));
    }

    @Test
    @Tag("full")
    void findsNamesThatRestOnTheProcessId() throws Exception {
        String byProcess =
                SOUND.replace("name=$(cat /proc/sys/kernel/random/uuid || mktemp -u XXXXXXXXXXXX)", "name=$$");
        assertEquals(Set.of(), violations(byProcess, "200 hooks at once"));
        assertEquals(Set.of(Violation.LOST), violations(byProcess, "same process id again"));
    }

    private Set<Violation> violations(String script, String condition) throws Exception {
        return violations(script, condition, BOUND);
    }

    private Set<Violation> violations(String script, String name, Duration bound) throws Exception {
        Condition condition = Condition.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Recorder recorder = Recorder.of(folder, script);
        Findings findings = new ConformanceSuite(folder, bound)
                .run(condition, recorder, HookEventSample.all().subList(0, 1));
        return findings.all().stream().map(Finding::violation).collect(Collectors.toSet());
    }
}
