package hookline.cli.hooks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value of a JSON text, and where it stands there.
 *
 * @param members of an object, else empty
 * @param elements of an array, else empty
 * @param text of a string what it says, of a number or a literal how it is written, else empty
 */
record JsonNode(Kind kind, int start, int end, List<JsonMember> members, List<JsonNode> elements, String text)
        implements JsonPart {
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        LITERAL
    }

    JsonNode {
        members = List.copyOf(members);
        elements = List.copyOf(elements);
    }

    boolean is(Kind expected) {
        return kind == expected;
    }

    /** The value of a name; of a repeated name the last one, as JavaScript takes it. */
    Optional<JsonNode> get(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .reduce((first, last) -> last)
                .map(JsonMember::value);
    }

    /** The string that a name has. */
    Optional<String> string(String name) {
        return get(name).filter(value -> value.is(Kind.STRING)).map(JsonNode::text);
    }

    /** The elements of the array that a name has; empty also where it has something else. */
    List<JsonNode> array(String name) {
        return get(name).map(JsonNode::elements).orElse(List.of());
    }

    List<? extends JsonPart> parts() {
        return is(Kind.OBJECT) ? members : elements;
    }

    /** Whether JavaScript reads the same from both: neither layout nor the order of names counts, nor how a number is written. */
    boolean means(JsonNode other) {
        if (kind != other.kind) {
            return false;
        }
        return switch (kind) {
            case OBJECT -> sameMembers(other);
            case ARRAY -> sameElements(other);
            case NUMBER -> Double.compare(Double.parseDouble(text), Double.parseDouble(other.text)) == 0;
            case STRING, LITERAL -> text.equals(other.text);
        };
    }

    private boolean sameMembers(JsonNode other) {
        Map<String, JsonNode> mine = byName();
        Map<String, JsonNode> others = other.byName();
        return mine.keySet().equals(others.keySet())
                && mine.entrySet().stream().allMatch(entry -> {
                    JsonNode counterpart = others.get(entry.getKey());
                    return counterpart != null && entry.getValue().means(counterpart);
                });
    }

    private boolean sameElements(JsonNode other) {
        if (elements.size() != other.elements.size()) {
            return false;
        }
        for (int i = 0; i < elements.size(); i++) {
            if (!elements.get(i).means(other.elements.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Map<String, JsonNode> byName() {
        Map<String, JsonNode> byName = new HashMap<>();
        members.forEach(member -> byName.put(member.name(), member.value()));
        return byName;
    }
}
