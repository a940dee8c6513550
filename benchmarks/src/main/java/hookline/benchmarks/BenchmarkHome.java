package hookline.benchmarks;

import hookline.client.HookScript;
import hookline.client.Spool;
import hookline.schemas.crypto.Keysets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A Hookline home of one run, with keys, a spool and the hook shim where hooks call it. */
final class BenchmarkHome {
    private static final int SESSIONS = 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final Spool spool;

    private BenchmarkHome(Path folder) {
        this.folder = folder;
        this.spool = Spool.at(folder);
    }

    static BenchmarkHome create(Path folder) throws IOException, GeneralSecurityException {
        BenchmarkHome home = new BenchmarkHome(folder);
        home.spool.createFolders();
        String sealing = Keysets.newSealingKeyset();
        write(home.sealingKeyset(), sealing);
        write(home.sealingPublicKey(), Keysets.publicHalf(sealing));
        write(home.encryptionKeyset(), Keysets.newEncryptionKeyset());
        Files.createDirectory(folder.resolve("bin"));
        Files.writeString(home.shim(), HookScript.source());
        Files.setPosixFilePermissions(home.shim(), PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    Path folder() {
        return folder;
    }

    Path shim() {
        return folder.resolve("bin").resolve("hookline-hook");
    }

    Spool spool() {
        return spool;
    }

    /** What events are sealed to. */
    String publicKeyset() throws IOException {
        return Files.readString(sealingPublicKey());
    }

    /** Settings that lead to it, and let its processes find free ports. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("HOOKLINE_HOME", folder.toString());
        settings.put("HOOKLINE_SEALING_PUBLIC_KEY_FILE", sealingPublicKey().toString());
        settings.put("HOOKLINE_SEALING_KEYSET_FILE", sealingKeyset().toString());
        settings.put("HOOKLINE_ENCRYPTION_KEYSET_FILE", encryptionKeyset().toString());
        settings.put("HOOKLINE_AGENT_PORT", "0");
        settings.put("HOOKLINE_PROCESSOR_PORT", "0");
        return settings;
    }

    /** Spools one more event, in one of a few sessions. */
    void put(int number) throws IOException {
        spool.put(ByteBuffer.wrap(SampleEvents.event("bench-" + number % SESSIONS, number)), 1 << 20, null, null);
    }

    /** Events that Redis has not confirmed. */
    long waiting() throws IOException {
        return files(spool.fresh()) + files(spool.numbered());
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private Path sealingKeyset() {
        return folder.resolve("sealing-keyset.json");
    }

    private Path sealingPublicKey() {
        return folder.resolve("sealing-public.json");
    }

    private Path encryptionKeyset() {
        return folder.resolve("encryption-keyset.json");
    }

    private static void write(Path file, String content) throws IOException {
        Files.createFile(file, OWNERS_FILE);
        Files.writeString(file, content);
    }
}
