package hookline.cli;

import hookline.agent.GivenNumbers;
import hookline.streams.SequenceSet;
import hookline.streams.SequenceSet.Range;
import hookline.streams.SessionLedger;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Sets the numbers that were given to a session against what became of them, and claims no more than the two sides can
 * tell.
 *
 * @param given the highest number that this host's agent gave; 0 where it knows none
 * @param highest of all numbers that are known, here and in Redis
 * @param waiting how many of them are in the raw stream and nowhere else
 * @param gaps numbers up to that which are nowhere
 * @param inSpool how many of them stand in this host's spool, which may hold them
 * @param removable how many of them retention, an erasure or a redrive may have removed
 * @param unnamed dead letters that do not show their session, of which each may be one of them
 */
record SessionAccount(
        long given, long highest, long waiting, List<Range> gaps, long inSpool, long removable, long unnamed) {
    static SessionAccount of(GivenNumbers here, SessionLedger redis) {
        SequenceSet known = new SequenceSet();
        known.addAll(redis.committed());
        known.addAll(redis.dead());
        long done = known.size();
        known.addAll(redis.waiting());
        long given = here.highest().orElse(0);
        long highest = Math.max(given, redis.highest());
        List<Range> gaps = known.gapsUpTo(highest);
        long missing = sizeOf(gaps);
        long inSpool = here.inSpool().stream()
                .filter(number -> number > 0 && number <= highest && !known.contains(number))
                .count();
        // What came before all that is left may be of a time that retention has removed as a whole.
        long before =
                gaps.isEmpty() || gaps.get(0).first() > 1 ? 0 : gaps.get(0).size();
        long removed = Math.max(before, redis.removed()) + redis.deadRemoved() + redis.erasedEvents();
        long removable = redis.isErased() ? missing : Math.min(missing, removed);
        return new SessionAccount(
                given, highest, known.size() - done, gaps, inSpool, removable, redis.deadWithoutSession());
    }

    long missing() {
        return sizeOf(gaps);
    }

    /** How many numbers nothing that is known explains: at least so many events are lost. */
    long lost() {
        return Math.max(0, missing() - inSpool - removable - unnamed);
    }

    private static long sizeOf(List<Range> gaps) {
        return gaps.stream().flatMapToLong(gap -> LongStream.of(gap.size())).sum();
    }
}
