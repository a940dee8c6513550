package hookline.streams.audit;

import hookline.settings.AuditSettings;
import hookline.streams.RedisLink;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who did what that matters for security, wherever it can: an act is written at least once, or refused.
 *
 * <p>Never a value, a payload or a secret. For one thread at a time.
 */
public final class AuditLog {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final List<AuditChain> chains;
    private final Actor actor;
    private final InstantSource clock;

    private AuditLog(List<AuditChain> chains, Actor actor, InstantSource clock) {
        this.chains = List.copyOf(chains);
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Who acts.
     *
     * @param who user and host of the operating system
     * @param redisUser the user that Redis knows
     */
    public record Actor(String who, String redisUser) {}

    /**
     * As configured: to Redis where there is a link, and to the file where there is one.
     *
     * @throws GeneralSecurityException where the key is unusable; the message quotes nothing of it
     */
    public static AuditLog of(AuditSettings settings, Optional<RedisLink> link, InstantSource clock)
            throws GeneralSecurityException {
        AuditKeys keys = AuditKeys.of(settings);
        List<AuditChain> chains = new ArrayList<>();
        link.ifPresent(open -> chains.add(new RedisAudit(open, keys)));
        settings.file().ifPresent(file -> chains.add(new FileAudit(file, keys)));
        return to(chains, new Actor(settings.who(), settings.redisUser()), clock);
    }

    /** Writes to all of these; they are of this process. */
    public static AuditLog to(List<? extends AuditChain> chains, Actor actor, InstantSource clock) {
        return new AuditLog(List.copyOf(chains), actor, clock);
    }

    /** Where it writes, for messages to people; empty where it was told no place. */
    public List<String> places() {
        return chains.stream().map(AuditChain::place).toList();
    }

    /**
     * Writes an act down.
     *
     * @param subject names, marks and key ids; never a value
     * @param count how many, where that says anything; else 0
     * @throws AuditUnavailableException where none of the places takes it
     */
    public void append(AuditAct act, String subject, long count) {
        AuditedAct audited = act(act, subject, count);
        List<RuntimeException> failures = new ArrayList<>();
        for (AuditChain chain : chains) {
            try {
                chain.append(audited);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!chains.isEmpty() && failures.size() == chains.size()) {
            throw new AuditUnavailableException(
                    "It cannot be written to the audit, so it is not done: "
                            + String.join(
                                    "; ",
                                    failures.stream()
                                            .map(failure -> String.valueOf(failure.getMessage()))
                                            .toList())
                            + ". Repair that, or set HOOKLINE_AUDIT_FILE to a file that this user can write",
                    failures.get(0));
        }
        failures.forEach(failure -> log.warn("Part of the audit is missing an entry: {}", failure.getMessage()));
    }

    /**
     * Removes what is older from the chain in Redis, at most a step of it, and leaves an entry that says up to where.
     *
     * @return how many entries went; 0 where none is left to go
     */
    public long trim(RedisAudit chain, Instant before) {
        return chain.trimBefore(before.toEpochMilli(), act(AuditAct.AUDIT_TRIMMED, "", 0));
    }

    /** How many entries of the chain in Redis {@link #trim} would remove in all its steps. */
    public long countBefore(RedisAudit chain, Instant before) {
        return chain.countBefore(before.toEpochMilli());
    }

    private AuditedAct act(AuditAct act, String subject, long count) {
        return new AuditedAct(clock.instant(), actor.who(), actor.redisUser(), act, subject, count);
    }
}
