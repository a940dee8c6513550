package hookline.processor.validate;

import com.fasterxml.jackson.core.JsonToken;
import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.RejectionReason;
import hookline.schemas.HookType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Lets through only events with the fields without which their type says nothing; {@code fields.tsv} names them.
 * Immutable.
 */
final class ExpectedFields {
    private static final String TABLE = "fields.tsv";

    private final Map<String, List<Field>> byEvent;

    private ExpectedFields(Map<String, List<Field>> byEvent) {
        this.byEvent = byEvent;
    }

    private record Field(String name, boolean required, Set<String> types) {
        boolean fits(JsonToken token) {
            return types.contains("any") || types.contains(typeOf(token));
        }
    }

    /** Reads the table that comes with Hookline. */
    static ExpectedFields standard() {
        Map<String, List<Field>> byEvent = new HashMap<>();
        try (InputStream in = ExpectedFields.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing beside " + ExpectedFields.class.getName());
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(columns -> byEvent.computeIfAbsent(columns[0], event -> new ArrayList<>())
                            .add(new Field(
                                    columns[1], columns[2].equals("required"), Set.of(columns[3].split("\\|", -1)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ExpectedFields(byEvent);
    }

    /** Passes the input on; {@code tolerated} hears of each field that is missing or odd and may be. */
    PipelineOutcome<HookInput> check(HookType hook, HookInput input, BiConsumer<HookType, String> tolerated) {
        for (Field field : byEvent.getOrDefault(hook.eventName(), List.of())) {
            Optional<JsonToken> value = input.type(field.name);
            if (value.filter(field::fits).isPresent()) {
                continue;
            }
            if (field.required) {
                return value.isEmpty()
                        ? PipelineOutcome.rejected(
                                RejectionReason.FIELD_MISSING, hook.eventName() + " without " + field.name)
                        : PipelineOutcome.rejected(
                                RejectionReason.FIELD_TYPE,
                                field.name + " of " + hook.eventName() + " is no " + String.join(" or ", field.types));
            }
            tolerated.accept(hook, field.name);
        }
        return PipelineOutcome.passed(input);
    }

    private static String typeOf(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            default -> "null";
        };
    }
}
