package hookline.agent.scan;

import java.nio.ByteBuffer;

/**
 * What is known of a payload once it was looked through.
 *
 * @param sessionId a valid one, or {@link hookline.schemas.SessionId#UNKNOWN}
 * @param cwd where the session works, unchecked; empty where the payload does not say
 * @param payload what is to be sealed: as captured, or without its bulk
 * @param trimmedBytes by how much the payload is smaller than what was captured
 */
public record Scanned(String sessionId, String cwd, ByteBuffer payload, long trimmedBytes) {}
