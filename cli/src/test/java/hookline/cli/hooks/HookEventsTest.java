package hookline.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookEventsTest {
    private static Optional<ClaudeVersion> version(String text) {
        return ClaudeVersion.parse(text);
    }

    private static String refusal(String event) {
        return assertThrows(SettingsRefusedException.class, () -> HookEvents.pick(version("2.1.240"), List.of(event)))
                .getMessage();
    }

    @Test
    void aVersionThatIgnoresUnknownNamesGetsAllThirty() {
        HookEvents events = HookEvents.pick(version("2.1.101"), List.of());
        assertEquals(30, events.chosen().size());
        assertEquals(List.of(), events.omitted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1.100", "2.0.999", "1.9.200", "who knows"})
    void anOlderOrUnknownVersionGetsOnlyWhatEveryVersionKnows(String text) {
        HookEvents events = HookEvents.pick(version(text), List.of());
        assertEquals(9, events.chosen().size());
        assertEquals(21, events.omitted().size());
        assertTrue(events.chosen().containsAll(List.of("PreToolUse", "Stop", "SessionEnd")));
        assertTrue(events.omitted().contains("PostToolUseFailure"));
    }

    @Test
    void onlyWhatIsAskedForIsRecordedInEitherSpelling() {
        HookEvents events = HookEvents.pick(Optional.empty(), List.of("stop_hook", "PreToolUse", "Setup"));
        assertEquals(List.of("PreToolUse", "Stop"), events.chosen());
        assertEquals(List.of("Setup"), events.omitted());
    }

    @Test
    void nothingThatWouldDisturbIsEverRecorded() {
        for (String event : List.of("WorktreeCreate", "WorktreeRemove", "MessageDisplay", "message_display")) {
            assertTrue(refusal(event).contains("is never recorded"));
        }
        assertFalse(HookEvents.all().contains("WorktreeCreate"));
    }

    @Test
    void aMistypedNameIsAnsweredWithTheNearest() {
        assertTrue(refusal("PreTolUse").contains("did you mean PreToolUse?"));
        assertTrue(refusal("\u001b[31m").contains("?[31m"));
    }

    @Test
    void nothingLeftToRecordIsAnError() {
        String message = assertThrows(
                        SettingsRefusedException.class, () -> HookEvents.pick(Optional.empty(), List.of("Setup")))
                .getMessage();
        assertTrue(message.contains("2.1.101") && message.contains("Setup"), message);
    }
}
