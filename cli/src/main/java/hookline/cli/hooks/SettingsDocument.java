package hookline.cli.hooks;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The text of a settings file and the hooks in it. Every change makes another document, in which all that was not asked
 * for is the same, byte for byte.
 */
final class SettingsDocument {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String HOOKS = "hooks";

    private final String source;
    private final String text;
    private final JsonNode root;
    private final Optional<JsonNode> hooks;

    private SettingsDocument(String source, String text) {
        this.source = source;
        this.text = text;
        this.root = JsonText.read(text, source);
        if (!root.is(JsonNode.Kind.OBJECT)) {
            throw unexpected("does not hold a JSON object");
        }
        if (root.members().stream()
                        .filter(member -> member.name().equals(HOOKS))
                        .count()
                > 1) {
            throw unexpected("has `hooks` twice");
        }
        this.hooks = root.get(HOOKS);
        hooks.ifPresent(this::checkShape);
    }

    /**
     * Reads a file's bytes; without any text in them it is an empty object.
     *
     * @param source what messages call it
     * @throws SettingsRefusedException where it is not JSON, or its hooks are not in the form that Claude Code reads
     */
    static SettingsDocument of(String source, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SettingsRefusedException(source + " is not UTF-8 text; it was left as it is");
        }
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw new SettingsRefusedException(
                    source + " starts with a byte order mark, which is no JSON; it was left as it is. Save it without");
        }
        return new SettingsDocument(source, text.isBlank() ? "{}\n" : text);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    boolean isEmpty() {
        return root.members().isEmpty();
    }

    boolean means(SettingsDocument other) {
        return root.means(other.root);
    }

    boolean hasEvent(String event) {
        return hooks.flatMap(all -> all.get(event)).isPresent();
    }

    /** What a list at the top level holds; empty where there is none. */
    Optional<List<String>> list(String name) {
        return root.get(name).map(list -> {
            if (!list.is(JsonNode.Kind.ARRAY)) {
                throw unexpected("has `" + name + "` that is not an array");
            }
            return list.elements().stream().map(JsonNode::text).toList();
        });
    }

    List<PlacedHandler> handlers() {
        List<PlacedHandler> found = new ArrayList<>();
        for (JsonMember event : events()) {
            if (event.value().is(JsonNode.Kind.STRING)) {
                found.add(new PlacedHandler(event.name(), Optional.empty(), event.value()));
            }
            for (JsonNode group : event.value().elements()) {
                group.array(HOOKS)
                        .forEach(handler -> found.add(new PlacedHandler(event.name(), Optional.of(group), handler)));
            }
        }
        return found;
    }

    /**
     * Without some handlers, and without the groups and events that are empty then.
     *
     * @param original what the file was before there were such handlers: its events stay, even if they are empty
     */
    SettingsDocument without(Predicate<PlacedHandler> unwanted, @Nullable SettingsDocument original) {
        if (hooks.isEmpty()) {
            return this;
        }
        JsonRemoval removal = new JsonRemoval();
        Set<JsonMember> emptied = new HashSet<>();
        for (JsonMember event : events()) {
            boolean keep = original != null && original.hasEvent(event.name());
            if (isEmptied(event, unwanted) && !keep) {
                emptied.add(event);
            } else {
                removeFrom(event, unwanted, removal);
            }
        }
        boolean keepHooks = original != null && original.hooks.isPresent();
        if (!emptied.isEmpty() && emptied.size() == events().size() && !keepHooks) {
            return with(new JsonRemoval(), root, memberOf(root, HOOKS));
        }
        return emptied.isEmpty() ? with(removal) : with(removal, hooks.get(), emptied);
    }

    /** Without some texts of a list at the top level. */
    SettingsDocument withoutEntries(String name, Set<String> unwanted) {
        Optional<JsonNode> list = root.get(name);
        Set<JsonNode> entries = new HashSet<>(root.array(name).stream()
                .filter(entry -> unwanted.contains(entry.text()))
                .toList());
        return entries.isEmpty() ? this : with(new JsonRemoval(), list.orElseThrow(), entries);
    }

    /** With one more group at the end of an event's. */
    SettingsDocument withGroup(String event, Object group) {
        if (hooks.isEmpty()) {
            return appended(root, HOOKS, Map.of(event, List.of(group)));
        }
        Optional<JsonNode> groups = hooks.get().get(event);
        return groups.isEmpty() ? appended(hooks.get(), event, List.of(group)) : appended(groups.get(), null, group);
    }

    /** With one more text at the end of a list at the top level, which has to be there. */
    SettingsDocument withEntry(String name, String entry) {
        return appended(root.get(name).orElseThrow(), null, entry);
    }

    private SettingsDocument appended(JsonNode container, @Nullable String name, Object value) {
        return new SettingsDocument(source, JsonLayout.of(text, root).append(text, container, name, value));
    }

    private SettingsDocument with(JsonRemoval removal) {
        return new SettingsDocument(source, removal.from(text));
    }

    private SettingsDocument with(JsonRemoval removal, JsonNode container, Set<? extends JsonPart> unwanted) {
        removal.take(container, unwanted);
        return with(removal);
    }

    private List<JsonMember> events() {
        return hooks.map(JsonNode::members).orElse(List.of());
    }

    private static Set<JsonMember> memberOf(JsonNode object, String name) {
        return Set.copyOf(object.members().stream()
                .filter(member -> member.name().equals(name))
                .toList());
    }

    private static boolean isEmptied(JsonMember event, Predicate<PlacedHandler> unwanted) {
        if (event.value().is(JsonNode.Kind.STRING)) {
            return unwanted.test(new PlacedHandler(event.name(), Optional.empty(), event.value()));
        }
        List<JsonNode> groups = event.value().elements();
        return !groups.isEmpty() && groups.stream().allMatch(group -> isEmptied(event, group, unwanted));
    }

    private static boolean isEmptied(JsonMember event, JsonNode group, Predicate<PlacedHandler> unwanted) {
        List<JsonNode> handlers = group.array(HOOKS);
        return !handlers.isEmpty() && unwanted(event, group, unwanted).size() == handlers.size();
    }

    private static Set<JsonNode> unwanted(JsonMember event, JsonNode group, Predicate<PlacedHandler> unwanted) {
        return new HashSet<>(group.array(HOOKS).stream()
                .filter(handler -> unwanted.test(new PlacedHandler(event.name(), Optional.of(group), handler)))
                .toList());
    }

    private static void removeFrom(JsonMember event, Predicate<PlacedHandler> unwanted, JsonRemoval removal) {
        Set<JsonNode> emptied = new HashSet<>();
        for (JsonNode group : event.value().elements()) {
            Set<JsonNode> handlers = unwanted(event, group, unwanted);
            if (isEmptied(event, group, unwanted)) {
                emptied.add(group);
            } else if (!handlers.isEmpty()) {
                removal.take(group.get(HOOKS).orElseThrow(), handlers);
            }
        }
        if (!emptied.isEmpty()) {
            removal.take(event.value(), emptied);
        }
    }

    private void checkShape(JsonNode all) {
        if (!all.is(JsonNode.Kind.OBJECT)) {
            throw unexpected("has `hooks` that is not an object");
        }
        Set<String> names = new HashSet<>();
        for (JsonMember event : all.members()) {
            if (!names.add(event.name())) {
                throw unexpected("has hooks for " + HookEvents.shown(event.name()) + " twice");
            }
            if (!event.value().is(JsonNode.Kind.ARRAY) && !LegacyHooks.isLegacyForm(event)) {
                throw unexpected("has hooks for " + HookEvents.shown(event.name()) + " that are not an array");
            }
        }
    }

    private SettingsRefusedException unexpected(String what) {
        return new SettingsRefusedException(source + ' ' + what
                + ", so Claude Code would not read hooks from it; it was left as it is. Repair it and run this again");
    }
}
