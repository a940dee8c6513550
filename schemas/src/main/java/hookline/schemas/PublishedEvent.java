package hookline.schemas;

import java.time.Instant;

/**
 * What readers see of an event: redacted, and encrypted unless encryption is off.
 *
 * @param id identity, given where the event entered the spool
 * @param hook what fired
 * @param timestamp when the hook fired
 * @param sequence position within the session, from 1; 0 where a foreign producer gave none
 * @param status how the reported act ended
 * @param executionTimeMs whole milliseconds from the hook firing to the sending of the commit, never below 0
 * @param payloadBytes size of the hook's input before redaction
 * @param redactions how many values were redacted
 */
public record PublishedEvent(
        String id,
        HookType hook,
        Instant timestamp,
        String sessionId,
        long sequence,
        Status status,
        long executionTimeMs,
        Payload payload,
        Context context,
        int payloadBytes,
        int redactions) {

    /** How the reported act ended. */
    public enum Status {
        SUCCESS("success"),
        TRUNCATED("truncated"),
        ERROR("error");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** The hook's input after redaction. */
    public sealed interface Payload {}

    /**
     * An encrypted payload.
     *
     * @param algorithm {@link #WHOLE} or {@link #SEGMENTED}
     * @param keyId the keyset's key that encrypted it
     * @param data base64 of the ciphertext
     * @param toolName the tool that the event is about, redacted; empty where there is none
     */
    public record Encrypted(String algorithm, String keyId, String data, String toolName) implements Payload {
        /** What Tink's AEAD returns. */
        public static final String WHOLE = "AES-256-GCM";

        /** What Tink's streaming AEAD returns, for large payloads. */
        public static final String SEGMENTED = "AES-256-GCM-HKDF-STREAM";

        /** Whether this version knows the algorithm. */
        public boolean isKnown() {
            return algorithm.equals(WHOLE) || algorithm.equals(SEGMENTED);
        }
    }

    /**
     * A payload in the clear, published only with encryption off.
     *
     * @param json well-formed JSON text
     */
    public record Clear(String json) implements Payload {}

    /** Where the hook fired; every text redacted like the payload, and empty where unknown. */
    public record Context(String platform, String cwd, String gitBranch, String gitStatus, String userAgent) {}
}
