package hookline.system.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.HookType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance suite: whatever is wrong around a hook, it exits 0, prints nothing, ends within its bound, and keeps
 * the event whenever that can be kept.
 *
 * <p>{@code docs/reference/hook-conformance.md} tells how to run it against another recorder.
 */
class HookConformanceTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static List<HookEventSample> events;
    private static List<Recorder> recorders;
    private static final Findings TOTAL = new Findings();
    private static final Set<Condition> PLAYED = new HashSet<>();
    private static boolean complete;

    @BeforeAll
    static void prepare() throws IOException {
        events = HookEventSample.all();
        recorders = Recorder.underTest(folder);
    }

    @AfterAll
    static void report() {
        List<String> shells =
                recorders.stream().map(one -> one.shell().name()).distinct().toList();
        List<String> forms = recorders.stream().map(Recorder::form).distinct().toList();
        print((complete ? "" : "a sample of ") + events.size() + " events x " + PLAYED.size() + " conditions x forms "
                + forms + " x shells " + shells + ": " + TOTAL);
        if (!recorders.get(0).keepsInSpool()) {
            print("not checked: that events are kept, since hookline.conformance.spool is none");
        }
        if (!recorders.get(0).outlivesItsFile()) {
            print("not checked: that the program may be deleted, since the command does not tell where it is");
        }
    }

    private static void print(String line) {
        System.out.println("conformance: " + line);
    }

    @TestFactory
    Stream<DynamicTest> everyConditionMeetsSomeEvents() {
        return sample().stream().map(HookConformanceTest::test);
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> everyConditionMeetsEveryEvent() throws Exception {
        KernelConditions.require();
        complete = true;
        List<Cell> cells = new ArrayList<>();
        for (Condition condition : Condition.all()) {
            for (Recorder recorder : recorders(condition)) {
                cells.add(new Cell(condition, recorder, condition.atOnce() > 1 ? events : turn(recorder)));
            }
        }
        return cells.stream().map(HookConformanceTest::test);
    }

    @Test
    @Tag("full")
    void theShellsOfOtherSystemsAreThere() {
        assertEquals(
                List.of(), HookShell.missing(), "The full suite runs the hook with these shells too: install them");
    }

    @Test
    void theSampleMeetsEveryEvent() {
        Set<HookEventSample> met =
                sample().stream().flatMap(cell -> cell.events().stream()).collect(Collectors.toSet());
        assertEquals(Set.copyOf(events), met);
    }

    @Test
    void thereIsASampleOfEveryKnownEvent() {
        assertEquals(33, events.stream().map(HookEventSample::name).distinct().count());
        assertTrue(events.stream()
                .allMatch(event -> HookType.parse(event.name()).orElseThrow().known()));
    }

    private record Cell(Condition condition, Recorder recorder, List<HookEventSample> events) {}

    private static DynamicTest test(Cell cell) {
        return DynamicTest.dynamicTest(cell.condition() + " (" + cell.recorder() + ")", () -> {
            Path own = Files.createTempDirectory(folder, "cell");
            Findings findings = new ConformanceSuite(own, BOUND).run(cell.condition(), cell.recorder(), cell.events());
            TOTAL.add(findings);
            PLAYED.add(cell.condition());
            assertEquals(List.of(), findings.all());
        });
    }

    /** Every condition with the first shell and one other; shells and events go round, so that none is left out. */
    private static List<Cell> sample() {
        List<HookShell> shells =
                recorders.stream().map(Recorder::shell).distinct().toList();
        int eventsEach = recorders.size() == 1 ? 2 : 1;
        Iterator<HookEventSample> next =
                Stream.generate(() -> events).flatMap(List::stream).iterator();
        List<Cell> cells = new ArrayList<>();
        for (int turn = 0; turn < Conditions.EVERYWHERE.size(); turn++) {
            Condition condition = Conditions.EVERYWHERE.get(turn);
            for (Recorder recorder : recorders(condition)) {
                int shell = shells.indexOf(recorder.shell());
                if (shell == 0 || shell == 1 + turn % (shells.size() - 1)) {
                    cells.add(new Cell(
                            condition,
                            recorder,
                            Stream.generate(next::next).limit(eventsEach).toList()));
                }
            }
        }
        return cells;
    }

    private static List<Recorder> recorders(Condition condition) {
        return recorders.stream().filter(condition.applies()).toList();
    }

    /** This recorder's share of the events, where hundreds of processes for each pair would take too long. */
    private static List<HookEventSample> turn(Recorder recorder) {
        return IntStream.range(0, events.size())
                .filter(i -> i % recorders.size() == recorders.indexOf(recorder))
                .mapToObj(events::get)
                .toList();
    }
}
