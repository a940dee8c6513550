package hookline.benchmarks;

import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.Version;
import hookline.schemas.crypto.Sealing;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.UUID;

/** Invented events as an agent sends them: sealed, numbered within as many sessions as a busy team has, each with an id. For one thread. */
final class SealedEvents {
    private static final int SESSIONS = 200;

    private final InstantSource clock = InstantSource.system();
    private final Sealing sealing;
    private int made;

    SealedEvents(String publicKeyset) throws GeneralSecurityException {
        this.sealing = Sealing.to(publicKeyset, clock);
    }

    RawHook next() {
        int number = made++;
        String session = session(number);
        HookCapture capture = new HookCapture(
                ByteBuffer.wrap(SampleEvents.event(session, number)),
                null,
                null,
                "linux",
                "main",
                "clean",
                Version.userAgent(),
                false,
                0L);
        return sealing.seal(UUID.randomUUID().toString(), session, sequence(number), clock.instant(), capture);
    }

    /** Whose event one of this number is. */
    static String session(int number) {
        return "bench-" + number % SESSIONS;
    }

    /** Its place there, from 1 on. */
    static long sequence(int number) {
        return 1 + (long) number / SESSIONS;
    }
}
