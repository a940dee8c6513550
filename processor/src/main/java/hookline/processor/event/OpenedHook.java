package hookline.processor.event;

import hookline.schemas.HookCapture;
import java.time.Instant;

/**
 * An event out of its seal, nothing of it checked yet.
 *
 * @param sessionId as the agent or a foreign producer named it; empty where neither could
 * @param capture what was captured, and what the caller said of it
 */
public record OpenedHook(String id, String sessionId, long sequence, Instant capturedAt, HookCapture capture) {}
