package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.schemas.DeadLetter;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Erases dead letters; one that does not show its session is opened where there is a key, and counted where not. */
final class DeadLetterErasure {
    private static final Script ERASE = Script.named("erase-dead-letters.lua");
    private static final byte[] NONE = {};

    private final RedisLink link;
    private final Keys keys;
    private final ErasureScope scope;
    private final SealedSession sealed;
    private final boolean dryRun;

    DeadLetterErasure(RedisLink link, Keys keys, ErasureScope scope, SealedSession sealed, boolean dryRun) {
        this.link = link;
        this.keys = keys;
        this.scope = scope;
        this.sealed = sealed;
        this.dryRun = dryRun;
    }

    void upTo(String last, StopSignal stop, Consumer<Erased> steps) {
        StreamPages.upTo(link, keys.dead(), last, stop, page -> steps.accept(erase(page)));
    }

    private Erased erase(List<StreamMessage<String, byte[]>> page) {
        List<byte[]> covered = new ArrayList<>();
        long closed = 0;
        for (StreamMessage<String, byte[]> entry : page) {
            String id = text(entry.getBody().getOrDefault("id", NONE));
            Optional<Boolean> isCovered = isCovered(entry, id);
            if (isCovered.isEmpty()) {
                closed++;
            } else if (isCovered.get()) {
                covered.add(utf8(entry.getId()));
                covered.add(utf8(id));
            }
        }
        boolean none = covered.isEmpty();
        long erased = none || dryRun
                ? covered.size() / 2
                : ERASE.integer(link, List.of(keys.dead(), keys.deadIndex()), covered);
        return Erased.deadLetters(erased, closed);
    }

    /** Empty where nobody here can tell. */
    private Optional<Boolean> isCovered(StreamMessage<String, byte[]> entry, String id) {
        DeadLetter letter;
        try {
            letter = SingleObject.DEAD_LETTER.decode(entry.getBody().getOrDefault("e", NONE));
        } catch (UndecodableException e) {
            Envelope envelope = Envelope.of(id, "", 0, entry.getId());
            return scope.covers("", id, envelope.time()) ? Optional.of(true) : unlessForSession();
        }
        Envelope envelope = Envelope.of(id, letter.getSessionId(), letter.getCapturedAt(), entry.getId());
        if (scope.covers(envelope.session(), id, envelope.time())) {
            return Optional.of(true);
        }
        if (scope instanceof ErasureScope.Session session && envelope.session().isEmpty()) {
            return belongsTo(letter, session.id());
        }
        return Optional.of(false);
    }

    private Optional<Boolean> belongsTo(DeadLetter letter, String session) {
        if (!letter.getRawHook().hasRemaining()) {
            return Optional.of(false);
        }
        try {
            byte[] event = new byte[letter.getRawHook().remaining()];
            letter.getRawHook().duplicate().get(event);
            return sealed.belongsTo(SingleObject.RAW_HOOK.decode(event), session);
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    private Optional<Boolean> unlessForSession() {
        return scope instanceof ErasureScope.Session ? Optional.empty() : Optional.of(false);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
