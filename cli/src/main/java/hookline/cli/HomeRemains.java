package hookline.cli;

import hookline.agent.Agent;
import hookline.client.Spool;
import hookline.retention.Kind;
import hookline.retention.LocalRemains;
import hookline.retention.Removed;
import hookline.streams.Removal.Amount;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from a home what Hookline itself left there and nobody has touched for the age: events that Redis confirmed
 * and no agent came back to remove, files that a killed process did not finish, and logs.
 *
 * <p>Nothing that Redis has not confirmed is touched, and nothing of an agent that runs.
 */
final class HomeRemains implements LocalRemains {
    private static final Logger log = LoggerFactory.getLogger(HomeRemains.class);

    // A home may be a folder with files of others in it, so only names that Hookline gives are meant.
    private static final Predicate<Path> PARTIAL = named("[\\w.-]+-[0-9]+\\.partial");
    private static final Predicate<Path> LOG = named("(hookline|service)\\.log");

    /** As long as a confirmed event may have to be sent again. */
    private static final Duration LEAST = Duration.ofHours(1);

    private final Path home;
    private final Duration age;
    private final InstantSource clock;

    HomeRemains(Path home, Duration age, InstantSource clock) {
        this.home = home;
        this.age = age.compareTo(LEAST) > 0 ? age : LEAST;
        this.clock = clock;
    }

    @Override
    public Removed remove(boolean dryRun) {
        Instant before = clock.instant().minus(age);
        Removed removed = Removed.NOTHING;
        try {
            for (Path file : remains(before)) {
                removed = removed.plus(remove(file, dryRun));
            }
        } catch (IOException e) {
            log.warn("What is left over in {} cannot be looked at: {}", home, e.toString());
        }
        return removed;
    }

    private List<Path> remains(Instant before) throws IOException {
        List<Path> remains = new ArrayList<>();
        for (String folder : List.of("", "bin", "keys", "redis")) {
            remains.addAll(old(home.resolve(folder), before, PARTIAL));
        }
        if (!Agent.isRunning(home)) {
            // One that is quiet still has its log open.
            remains.addAll(old(home, before, LOG));
            Path sent = Spool.at(home).sent();
            remains.addAll(confirmed(sent, before));
            for (Path folder : files(sent, file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))) {
                remains.addAll(confirmed(folder, before));
            }
        }
        return remains;
    }

    /** A file's own time is when its hook fired; its folder's, when the last one in it was confirmed. */
    private static List<Path> confirmed(Path folder, Instant before) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOlder(folder, before)
                ? old(folder, before, file -> true)
                : List.of();
    }

    private static List<Path> old(Path folder, Instant before, Predicate<Path> wanted) throws IOException {
        List<Path> old = new ArrayList<>();
        for (Path file : files(folder, wanted)) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOlder(file, before)) {
                old.add(file);
            }
        }
        return old;
    }

    private static Predicate<Path> named(String pattern) {
        Pattern names = Pattern.compile(pattern);
        return file -> names.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, wanted::test)) {
                files.forEach(found::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return found;
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(before);
    }

    private static Removed remove(Path file, boolean dryRun) {
        try {
            Amount amount = new Amount(1, Files.size(file));
            if (!dryRun) {
                Files.delete(file);
            }
            return Removed.of(Kind.FILES, amount);
        } catch (IOException e) {
            log.warn("A file that is left over cannot be removed: {}", e.toString());
            return Removed.NOTHING;
        }
    }
}
