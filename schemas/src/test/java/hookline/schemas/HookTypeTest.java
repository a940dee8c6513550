package hookline.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookTypeTest {
    @ParameterizedTest
    @CsvSource({
        "SessionStart, session_start",
        "UserPromptSubmit, user_prompt_submit",
        "PreToolUse, pre_tool_use",
        "PostToolUse, post_tool_use",
        "Notification, notification",
        "Stop, stop_hook",
        "SubagentStop, sub_agent_stop_hook",
        "PreCompact, pre_compact",
        "PostToolUseFailure, post_tool_use_failure",
        "PreModelSwitch, pre_model_switch"
    })
    void bothSpellingsNameTheSameType(String eventName, String wireName) {
        HookType type = new HookType(wireName, eventName, true);
        assertEquals(Optional.of(type), HookType.parse(eventName));
        assertEquals(Optional.of(type), HookType.parse(wireName));
    }

    @Test
    void aTypeThatNobodyKnowsYetKeepsItsName() {
        HookType future = new HookType("some_future_event", "SomeFutureEvent", false);
        assertEquals(Optional.of(future), HookType.parse("SomeFutureEvent"));
        assertEquals(Optional.of(future), HookType.parse("some_future_event"));
        assertEquals("other", future.label());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1abc", "a b", "a\nb", "a{b}", "_x", "é"})
    void whatIsNotWellFormedIsNoType(String name) {
        assertEquals(Optional.empty(), HookType.parse(name));
    }

    @Test
    void lengthIsBounded() {
        assertTrue(HookType.parse("a".repeat(64)).isPresent());
        assertFalse(HookType.parse("a".repeat(65)).isPresent());
    }
}
