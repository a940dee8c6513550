package hookline.cli;

import hookline.client.HookScript;
import hookline.schemas.crypto.Keysets;
import hookline.streams.StopSignal;
import hookline.streams.audit.AuditKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The folder in which Hookline keeps what is its own: mode 0700, every file in it written whole and with mode 0600. */
final class Home {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOCK_POLL = Duration.ofMillis(50);

    private final Path folder;

    Home(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Makes the folder where it is missing. */
    void create() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path redis() {
        return folder.resolve("redis");
    }

    Path programs() {
        return folder.resolve("bin");
    }

    Path log() {
        return folder.resolve("hookline.log");
    }

    /** Where {@code up} writes how to reach what it started, for the other commands. */
    Path upSettings() {
        return folder.resolve("up.env");
    }

    /** Makes all keysets that are missing, and tells the settings that lead to them. */
    Map<String, String> keySettings() throws IOException {
        changeKeys(this::createMissingKeys);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "HOOKLINE_SEALING_PUBLIC_KEY_FILE", key("sealing-public.json").toString());
        settings.put("HOOKLINE_SEALING_KEYSET_FILE", key("sealing-keyset.json").toString());
        settings.put(
                "HOOKLINE_ENCRYPTION_KEYSET_FILE", key("encryption-keyset.json").toString());
        settings.put(
                "HOOKLINE_REDACTION_FINGERPRINT_KEY_FILE",
                key("fingerprint-key").toString());
        settings.put("HOOKLINE_AUDIT_KEY_FILE", key("audit-key").toString());
        return settings;
    }

    private void createMissingKeys() throws IOException {
        Path sealing = key("sealing-keyset.json");
        if (!Files.exists(sealing)) {
            write(sealing, Keysets.newSealingKeyset());
        }
        Path sealingPublic = key("sealing-public.json");
        if (!Files.exists(sealingPublic)) {
            write(sealingPublic, publicHalf(sealing));
        }
        Path encryption = key("encryption-keyset.json");
        if (!Files.exists(encryption)) {
            write(encryption, Keysets.newEncryptionKeyset());
        }
        createMissingKey("fingerprint-key");
        createMissingKey("audit-key");
    }

    private void createMissingKey(String name) throws IOException {
        if (!Files.exists(key(name))) {
            write(key(name), AuditKeys.newKey() + "\n");
        }
    }

    /** Makes the key that signs the audit where it is missing, and tells the setting that leads to it. */
    Map<String, String> auditKeySettings() throws IOException {
        changeKeys(() -> createMissingKey("audit-key"));
        return Map.of("HOOKLINE_AUDIT_KEY_FILE", key("audit-key").toString());
    }

    /** Puts the hook shim where hooks call it; an older one is replaced in one step. */
    Path installShim() throws IOException {
        Path shim = programs().resolve("hookline-hook");
        createFolder(programs());
        Path partial = Files.createTempFile(programs(), "hookline-hook-", ".partial");
        Files.writeString(partial, HookScript.source());
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
        Files.move(partial, shim, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return shim;
    }

    /** Writes a file whole, with mode 0600 from its first byte on; once this returns, it survives a power cut. */
    void write(Path file, String content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        createFolder(parent == null ? folder : parent);
        Path partial = Files.createTempFile(parent, file.getFileName() + "-", ".partial");
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The new name has to survive a power cut as well: it may lead to the only copy of a key.
        try (FileChannel directory = FileChannel.open(parent == null ? folder : parent, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /**
     * Changes keysets while no other process does.
     *
     * @throws CommandFailedException where one is at it for long
     */
    void changeKeys(KeyChange change) throws IOException {
        createFolder(key(""));
        try (FileChannel file = FileChannel.open(
                key("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long deadline = System.nanoTime() + LOCK_LIMIT.toNanos();
            while (file.tryLock() == null) {
                if (System.nanoTime() > deadline) {
                    throw new CommandFailedException("Another command has been changing the keysets in " + key("")
                            + " for " + LOCK_LIMIT.toSeconds() + " s: wait for it");
                }
                new StopSignal().awaitAtMost(LOCK_POLL);
            }
            change.make();
        } catch (GeneralSecurityException e) {
            throw new CommandFailedException(key("") + ": " + e.getMessage());
        }
    }

    /** Reads keysets and writes what becomes of them. */
    interface KeyChange {
        void make() throws IOException, GeneralSecurityException;
    }

    Path key(String name) {
        return folder.resolve("keys").resolve(name);
    }

    private static void createFolder(Path path) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String publicHalf(Path sealing) throws IOException {
        try {
            return Keysets.publicHalf(Files.readString(sealing));
        } catch (GeneralSecurityException e) {
            throw new IOException(sealing + ": " + e.getMessage(), e);
        }
    }
}
