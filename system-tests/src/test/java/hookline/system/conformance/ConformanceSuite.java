package hookline.system.conformance;

import hookline.system.conformance.Condition.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays scenes, each in a fresh folder, and tells what the recorder did wrong in them. */
final class ConformanceSuite {
    private final Path folder;
    private final Duration bound;

    /** @param bound after which a call that goes on has disturbed its session */
    ConformanceSuite(Path folder, Duration bound) {
        this.folder = folder;
        this.bound = bound;
    }

    Findings run(Condition condition, Recorder recorder, List<HookEventSample> events) throws Exception {
        Findings findings = new Findings();
        ExecutorService players = Executors.newFixedThreadPool(condition.atOnce());
        try {
            List<Callable<Void>> scenes = new ArrayList<>();
            for (HookEventSample event : events) {
                scenes.add(() -> play(condition.name(), condition.trial(), recorder, event, findings));
            }
            for (Future<Void> played : players.invokeAll(scenes)) {
                played.get();
            }
        } finally {
            players.shutdownNow();
        }
        return findings;
    }

    private Void play(String name, Trial trial, Recorder recorder, HookEventSample event, Findings findings)
            throws Exception {
        Path own =
                Files.createDirectory(folder.resolve((name + recorder + event.name()).replaceAll("[^A-Za-z0-9]", "")));
        trial.run(new Scene(name, event, recorder, own, bound, findings));
        Folders.delete(own);
        return null;
    }
}
