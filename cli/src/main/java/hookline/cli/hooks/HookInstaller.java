package hookline.cli.hooks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts our hooks into one settings file and takes them out again, so that what was there before is there afterwards.
 *
 * <p>The file's bytes from before the first install lie beside it for as long as our hooks are in it.
 */
public final class HookInstaller {
    /**
     * What an install found and did.
     *
     * @param changed whether the file was, or in a dry run would be, written
     * @param legacy hooks of the older publisher, each as event and program
     * @param backup where the bytes from before the first install lie
     */
    public record Installed(boolean changed, List<String> legacy, Optional<Path> backup) {
        public Installed {
            legacy = List.copyOf(legacy);
        }
    }

    /** How a settings file was left by an uninstall. */
    public enum Removed {
        NOTHING_THERE,
        AS_BEFORE,
        OTHERS_KEPT,
        FILE_REMOVED
    }

    /**
     * What an uninstall did.
     *
     * @param leftBackup where a copy still lies, since it alone has hooks of the older publisher
     */
    public record Uninstalled(Removed removed, Optional<Path> leftBackup) {}

    private final SettingsOnDisk disk;
    private final OwnHooks own;
    private final LegacyHooks legacy;

    private HookInstaller(SettingsOnDisk disk, OwnHooks own, LegacyHooks legacy) {
        this.disk = disk;
        this.own = own;
        this.legacy = legacy;
    }

    /**
     * For one settings file, which need not exist.
     *
     * @param agentPort what our http hooks are known by
     */
    public static HookInstaller at(Path file, int agentPort, Path userHome) throws IOException {
        return new HookInstaller(SettingsOnDisk.at(file), new OwnHooks(agentPort), new LegacyHooks(userHome));
    }

    /** The file itself, where a link leads to it. */
    public Path file() {
        return disk.file();
    }

    public Installed install(HookPlan plan, boolean replaceLegacy, boolean dryRun) throws IOException {
        Optional<byte[]> before = disk.read();
        SettingsDocument now = document(before);
        List<String> found = legacyIn(now);
        boolean takesLegacy = replaceLegacy && !found.isEmpty();
        if (own.areAs(plan, now) && !takesLegacy) {
            return new Installed(false, found, existingBackup());
        }
        boolean first = own.in(now).isEmpty();
        SettingsDocument others = own.takeOut(now, first ? null : original());
        SettingsDocument base = takesLegacy ? others.without(legacy::isLegacy, null) : others;
        SettingsDocument after = own.put(plan, base);
        if (!dryRun) {
            if (first) {
                disk.keep(before);
            } else if (takesLegacy && disk.readBackup().isEmpty()) {
                disk.keep(Optional.of(others.bytes()));
            }
            disk.replace(before, Optional.of(after.bytes()));
        }
        return new Installed(true, found, existingBackup());
    }

    public Uninstalled uninstall() throws IOException {
        Optional<byte[]> before = disk.read();
        Optional<byte[]> backup = disk.readBackup();
        SettingsDocument now = document(before);
        if (own.in(now).isEmpty()) {
            // An uninstall that was interrupted has nothing left to do but this.
            if (before.isPresent() && backup.isPresent() && Arrays.equals(before.get(), backup.get())) {
                disk.removeBackup();
            }
            return new Uninstalled(Removed.NOTHING_THERE, Optional.empty());
        }
        SettingsDocument original = original();
        return original == null
                ? uninstallFromOwnFile(before, own.takeOut(now, null))
                : uninstall(before, now, original, backup);
    }

    /** There was no file before the install, or its hooks were written by hand. */
    private Uninstalled uninstallFromOwnFile(Optional<byte[]> before, SettingsDocument rest) throws IOException {
        disk.replace(before, rest.isEmpty() ? Optional.empty() : Optional.of(rest.bytes()));
        return new Uninstalled(rest.isEmpty() ? Removed.FILE_REMOVED : Removed.OTHERS_KEPT, Optional.empty());
    }

    private Uninstalled uninstall(
            Optional<byte[]> before, SettingsDocument now, SettingsDocument original, Optional<byte[]> backup)
            throws IOException {
        boolean legacyTaken = !legacyIn(now).containsAll(legacyIn(original));
        SettingsDocument expected = legacyTaken ? original.without(legacy::isLegacy, null) : original;
        SettingsDocument rest = own.takeOut(now, expected);
        boolean asBefore = rest.means(expected);
        disk.replace(before, asBefore ? backup : Optional.of(rest.bytes()));
        if (legacyTaken && !asBefore) {
            return new Uninstalled(Removed.OTHERS_KEPT, existingBackup());
        }
        disk.removeBackup();
        return new Uninstalled(asBefore ? Removed.AS_BEFORE : Removed.OTHERS_KEPT, Optional.empty());
    }

    /** What stands in the file now. */
    public HookInventory inventory() throws IOException {
        SettingsDocument now = document(disk.read());
        return HookInventory.of(own.in(now), legacyIn(now));
    }

    private List<String> legacyIn(SettingsDocument document) {
        return document.handlers().stream()
                .flatMap(placed -> legacy.program(placed).stream()
                        .map(program -> HookEvents.shown(placed.event()) + " (" + program + ")"))
                .toList();
    }

    private @Nullable SettingsDocument original() throws IOException {
        Optional<byte[]> backup = disk.readBackup();
        return backup.isPresent() ? SettingsDocument.of(disk.backup().toString(), backup.get()) : null;
    }

    private SettingsDocument document(Optional<byte[]> bytes) {
        return SettingsDocument.of(disk.file().toString(), bytes.orElseGet(() -> new byte[0]));
    }

    private Optional<Path> existingBackup() throws IOException {
        return disk.readBackup().map(bytes -> disk.backup());
    }
}
