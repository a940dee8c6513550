package hookline.processor.redact;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps, in this process alone, by which a session's secrets are known again, for the sessions used last. Some megabytes
 * at most. Thread-safe.
 */
public final class SecretMemory {
    private static final int SESSIONS = 500;
    private static final int SECRETS_A_SESSION = 100;

    private final KeyedHash hash;
    private final long multiplier;
    private final Map<String, SeenSecrets> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SeenSecrets> eldest) {
            return size() > SESSIONS;
        }
    };

    public SecretMemory() {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        random.nextBytes(key);
        this.hash = new KeyedHash(key);
        this.multiplier = random.nextLong();
    }

    /** What was seen in a session; it may be empty, as it is for one that was not used for long. */
    public synchronized SeenSecrets of(String sessionId) {
        return sessions.computeIfAbsent(sessionId, unused -> new SeenSecrets(hash, multiplier, SECRETS_A_SESSION));
    }
}
