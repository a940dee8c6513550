package hookline.processor.encrypt;

import hookline.processor.event.HookEvent;
import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.RejectionReason;
import hookline.schemas.PublishedEvent.Clear;
import hookline.schemas.PublishedEvent.Payload;
import hookline.schemas.crypto.PayloadEncryption;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Last stage: encrypts the redacted payload, or passes it in the clear where encryption was turned off by name. */
public final class PayloadClosing {
    private final Optional<PayloadEncryption> encryption;

    /** Without an encryption, payloads leave redacted and in the clear. */
    public PayloadClosing(Optional<PayloadEncryption> encryption) {
        this.encryption = encryption;
    }

    /** Closes one payload; where that fails nothing of it leaves. */
    public PipelineOutcome<Payload> close(HookEvent event) {
        if (encryption.isEmpty()) {
            return PipelineOutcome.passed(new Clear(event.json()));
        }
        try {
            return PipelineOutcome.passed(encryption
                    .get()
                    .encrypt(
                            event.json(),
                            event.toolName(),
                            event.id(),
                            event.sessionId(),
                            event.hook().wireName()));
        } catch (GeneralSecurityException e) {
            return PipelineOutcome.rejected(RejectionReason.ENCRYPTION_FAILED);
        }
    }
}
