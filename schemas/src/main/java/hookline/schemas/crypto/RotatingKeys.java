package hookline.schemas.crypto;

import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keys of a keyset that is read again while they serve; one that cannot be read or used leaves the last ones in place.
 *
 * <p>Thread-safe; reading waits for no more than its source does.
 *
 * @param <K> what the keys can do
 */
final class RotatingKeys<K> {
    private final Supplier<String> source;
    private final Reading<K> reading;
    private final Consumer<? super Exception> onFailure;
    private String keyset;
    private volatile K current;

    /**
     * Reads the keyset for the first time, which has to succeed.
     *
     * @param onFailure told why a later reading failed
     */
    RotatingKeys(Supplier<String> source, Reading<K> reading, Consumer<? super Exception> onFailure)
            throws GeneralSecurityException {
        this.source = source;
        this.reading = reading;
        this.onFailure = onFailure;
        this.keyset = source.get();
        this.current = reading.keysOf(keyset);
    }

    /** Makes keys of a keyset's text. */
    interface Reading<K> {
        K keysOf(String keyset) throws GeneralSecurityException;
    }

    K current() {
        return current;
    }

    /** Reads the keyset again; returns whether there are other keys now. */
    synchronized boolean readAgain() {
        try {
            String found = source.get();
            if (found.equals(keyset)) {
                return false;
            }
            current = reading.keysOf(found);
            keyset = found;
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            onFailure.accept(e);
            return false;
        }
    }
}
