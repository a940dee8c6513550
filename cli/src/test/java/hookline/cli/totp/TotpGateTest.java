package hookline.cli.totp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.cli.totp.TotpGate.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpGateTest {
    @TempDir
    Path folder;

    private final TotpSecret secret = TotpSecret.random(new SecureRandom());
    private Instant now = Instant.parse("2026-11-23T10:00:15Z");
    private TotpGate gate;

    @BeforeEach
    void prepare() {
        gate = new TotpGate(folder.resolve("state"), Files::writeString, () -> now);
    }

    private Answer check(String code) throws IOException {
        return gate.check(secret, code);
    }

    private String code(long secondsFromNow) {
        return secret.codeAt(now.plusSeconds(secondsFromNow));
    }

    /** A code of none of the steps around now. */
    private String wrong() {
        for (int i = 0; ; i++) {
            String candidate = String.format("%06d", i);
            if (!List.of(code(-30), code(0), code(30)).contains(candidate)) {
                return candidate;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, 0, 30})
    void aCodeOfOneStepBeforeOrAfterPasses(int seconds) throws IOException {
        assertInstanceOf(Answer.Passed.class, check(code(seconds)));
    }

    @Test
    void oneOfTwoStepsAwayDoesNot() throws IOException {
        String old = code(-60);
        // Once in a million it is a code of now as well.
        if (!List.of(code(-30), code(0), code(30)).contains(old)) {
            assertInstanceOf(Answer.Wrong.class, check(old));
        }
    }

    @Test
    void aCodePassesOnceAndThoseBeforeItNeverAgain() throws IOException {
        String earlier = code(-30);
        assertInstanceOf(Answer.Passed.class, check(code(0)));
        assertInstanceOf(Answer.Used.class, check(code(0)));
        assertInstanceOf(Answer.Used.class, check(earlier));
        assertInstanceOf(Answer.Passed.class, check(code(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12345", "1234567", "12345a", "null", "１２３４５６", "123 456"})
    void whatIsNoCodeIsWrong(String text) throws IOException {
        assertInstanceOf(Answer.Wrong.class, check(text));
    }

    @Test
    void fiveWrongOnesLeadToAPauseThatGrowsUpToAQuarterOfAnHour() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Answer.Wrong.class, check(wrong()));
        }
        for (long seconds : List.of(30L, 60L, 120L, 240L, 480L, 900L, 900L)) {
            assertEquals(new Answer.Paused(Duration.ofSeconds(seconds)), check(code(0)));
            now = now.plusSeconds(seconds);
            assertInstanceOf(Answer.Wrong.class, check(wrong()));
        }
        now = now.plusSeconds(900);
        assertInstanceOf(Answer.Passed.class, check(code(0)));
        now = now.plusSeconds(60);
        assertInstanceOf(Answer.Wrong.class, check(wrong()));
        assertInstanceOf(Answer.Passed.class, check(code(0)), "after a right one, counting begins anew");
    }

    @Test
    void aClockThatWasSetBackLocksNobodyOutForLongerThanAPause() throws IOException {
        for (int i = 0; i < 5; i++) {
            check(wrong());
        }
        now = now.minus(Duration.ofDays(30));
        assertEquals(new Answer.Paused(Duration.ofMinutes(15)), check(code(0)));
    }

    @Test
    void whereTheStateIsDamagedNothingPasses() throws IOException {
        Files.writeString(folder.resolve("state"), "1 2");
        IOException e = assertThrows(IOException.class, () -> check(code(0)));
        assertTrue(String.valueOf(e.getMessage()).contains("state is damaged"), e.getMessage());
    }

    @Test
    void ofManyAtOnceOnePasses() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> {
                    begin.await();
                    return aloneInThisProcess();
                }));
            }
            begin.countDown();
            int passed = 0;
            for (Future<Answer> answer : answers) {
                passed += answer.get() instanceof Answer.Passed ? 1 : 0;
            }
            assertEquals(1, passed);
        } finally {
            threads.shutdownNow();
        }
    }

    /** File locks hold between processes; within one, a second try fails, as two commands never do. */
    private Answer aloneInThisProcess() throws IOException {
        synchronized (TotpGateTest.class) {
            return check(code(0));
        }
    }
}
