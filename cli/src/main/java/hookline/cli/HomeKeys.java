package hookline.cli;

import hookline.schemas.crypto.Keysets;
import hookline.streams.StopSignal;
import hookline.streams.audit.AuditKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys in {@code HOOKLINE_HOME/keys}: one command at a time changes them, and tells their history as it does. */
final class HomeKeys {
    static final String SEALING_PUBLIC = "sealing-public.json";
    static final String SEALING = "sealing-keyset.json";
    static final String ENCRYPTION = "encryption-keyset.json";
    static final String LOCK = "lock";
    private static final String FINGERPRINT = "fingerprint-key";
    private static final String AUDIT = "audit-key";
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOCK_POLL = Duration.ofMillis(50);

    private final Home home;
    private final InstantSource clock;

    HomeKeys(Home home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    Path folder() {
        return home.folder().resolve("keys");
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    /** Makes all that are missing, and tells the settings that lead to them. */
    Map<String, String> settings() throws IOException {
        // A process must not have to wait for a command that works with keys which are all there.
        if (!List.of(SEALING, SEALING_PUBLIC, ENCRYPTION, FINGERPRINT, AUDIT).stream()
                .allMatch(this::has)) {
            change(this::createMissing);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("HOOKLINE_SEALING_PUBLIC_KEY_FILE", file(SEALING_PUBLIC).toString());
        settings.put("HOOKLINE_SEALING_KEYSET_FILE", file(SEALING).toString());
        settings.put("HOOKLINE_ENCRYPTION_KEYSET_FILE", file(ENCRYPTION).toString());
        settings.put(
                "HOOKLINE_REDACTION_FINGERPRINT_KEY_FILE", file(FINGERPRINT).toString());
        settings.put("HOOKLINE_AUDIT_KEY_FILE", file(AUDIT).toString());
        return settings;
    }

    /** Makes the key that signs the audit where it is missing, and tells the setting that leads to it. */
    Map<String, String> auditSettings() throws IOException {
        change(() -> createMissing(AUDIT));
        return Map.of("HOOKLINE_AUDIT_KEY_FILE", file(AUDIT).toString());
    }

    /**
     * Changes keys while no other process does.
     *
     * @throws CommandFailedException where one is at it for long
     */
    void change(KeyChange change) throws IOException {
        Home.createFolder(folder());
        try (FileChannel lock = FileChannel.open(
                file(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long deadline = System.nanoTime() + LOCK_LIMIT.toNanos();
            while (lock.tryLock() == null) {
                if (System.nanoTime() > deadline) {
                    throw new CommandFailedException("Another command has been changing the keysets in " + folder()
                            + " for " + LOCK_LIMIT.toSeconds() + " s: wait for it");
                }
                new StopSignal().awaitAtMost(LOCK_POLL);
            }
            change.make();
        } catch (GeneralSecurityException e) {
            throw new CommandFailedException(folder() + ": " + e.getMessage());
        }
    }

    /** Reads keysets and writes what becomes of them. */
    interface KeyChange {
        void make() throws IOException, GeneralSecurityException;
    }

    String read(String name) throws IOException {
        return Files.readString(file(name));
    }

    /** What is known of the keys; without {@link #change}, as of some moment. */
    KeyHistory history() throws IOException {
        return KeyHistory.read(file(KeyHistory.FILE));
    }

    /** Puts a changed keyset in the place of the one that is there; within {@link #change}. */
    void replace(String name, String keyset) throws IOException, GeneralSecurityException {
        KeyHistory history = history().changed(Keysets.keyIds(read(name)), Keysets.keyIds(keyset), clock.instant());
        home.write(file(name), keyset);
        if (name.equals(SEALING)) {
            // An agent must never get a public key whose private one is not on disk yet.
            home.write(file(SEALING_PUBLIC), Keysets.publicHalf(keyset));
        }
        // Last: a key whose replacement was interrupted must not pass for one that was replaced long ago.
        home.write(file(KeyHistory.FILE), history.text());
    }

    private void createMissing() throws IOException, GeneralSecurityException {
        if (!has(SEALING)) {
            create(SEALING, Keysets.newSealingKeyset());
        }
        if (!has(SEALING_PUBLIC)) {
            home.write(file(SEALING_PUBLIC), Keysets.publicHalf(read(SEALING)));
        }
        if (!has(ENCRYPTION)) {
            create(ENCRYPTION, Keysets.newEncryptionKeyset());
        }
        createMissing(FINGERPRINT);
        createMissing(AUDIT);
    }

    private void create(String name, String keyset) throws IOException, GeneralSecurityException {
        home.write(file(name), keyset);
        KeyHistory history = history().changed(List.of(), Keysets.keyIds(keyset), clock.instant());
        home.write(file(KeyHistory.FILE), history.text());
    }

    private void createMissing(String key) throws IOException {
        if (!has(key)) {
            home.write(file(key), AuditKeys.newKey() + "\n");
        }
    }
}
