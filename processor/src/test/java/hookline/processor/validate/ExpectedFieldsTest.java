package hookline.processor.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.RejectionReason;
import hookline.schemas.HookType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedFieldsTest {
    private final ExpectedFields fields = ExpectedFields.standard();
    private final List<String> tolerated = new ArrayList<>();

    private PipelineOutcome<HookInput> check(String event, String json) {
        HookType hook = HookType.parse(event).orElseThrow();
        return HookInput.parse(json).then(input -> fields.check(hook, input, (type, field) -> tolerated.add(field)));
    }

    @Test
    void theTableKnowsEveryEvent() {
        Set<String> checked = new TreeSet<>();
        for (String event : HookType.eventNames()) {
            tolerated.clear();
            if (!(check(event, "{}") instanceof PipelineOutcome.Passed) || !tolerated.isEmpty()) {
                checked.add(event);
            }
        }
        assertEquals(new TreeSet<>(HookType.eventNames()), checked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FIELD_MISSING | UserPromptSubmit | {}                  | UserPromptSubmit without prompt",
                "FIELD_TYPE    | UserPromptSubmit | {\"prompt\":null}   | prompt of UserPromptSubmit is no string",
                "FIELD_TYPE    | post_tool_use    | {\"tool_name\":[]}  | tool_name of PostToolUse is no string",
                "FIELD_TYPE    | PostToolBatch    | {\"tool_calls\":{}} | tool_calls of PostToolBatch is no array"
            })
    void withoutWhatItsTypeIsAboutAnEventIsRefusedAndTheFieldNamed(
            RejectionReason reason, String event, String json, String detail) {
        PipelineOutcome.Rejected<?> rejected = assertInstanceOf(PipelineOutcome.Rejected.class, check(event, json));
        assertEquals(reason, rejected.reason());
        assertEquals(detail, rejected.detail());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tool_name\":\"t\",\"tool_use_id\":\"u\"}",
                "{\"tool_name\":\"t\",\"tool_use_id\":\"u\",\"tool_input\":\"text\"}"
            })
    void whatSourcesGiveDifferentlyPassesAndIsRecorded(String json) {
        assertInstanceOf(PipelineOutcome.Passed.class, check("PreToolUse", json));
        assertEquals(List.of("tool_input"), tolerated);
    }

    @Test
    void anyTypeMeansAnyButThereHasToBeOne() {
        String start = "{\"tool_name\":\"t\",\"tool_use_id\":\"u\",\"tool_input\":{}";
        for (String response : List.of("{}", "[]", "\"text\"", "1", "true", "null")) {
            assertInstanceOf(
                    PipelineOutcome.Passed.class, check("PostToolUse", start + ",\"tool_response\":" + response + "}"));
            assertTrue(tolerated.isEmpty(), response);
        }
        assertInstanceOf(PipelineOutcome.Passed.class, check("PostToolUse", start + "}"));
        assertEquals(List.of("tool_response"), tolerated);
    }

    @Test
    void anEventThatNobodyKnowsYetAndFieldsThatNobodyKnowsPass() {
        assertInstanceOf(PipelineOutcome.Passed.class, check("SomeFutureEvent", "{}"));
        assertInstanceOf(
                PipelineOutcome.Passed.class, check("Stop", "{\"stop_hook_active\":false,\"brand_new\":{\"a\":1}}"));
        assertTrue(tolerated.isEmpty());
    }
}
