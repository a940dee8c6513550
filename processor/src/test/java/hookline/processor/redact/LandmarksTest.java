package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LandmarksTest {
    private static final String[] PIECES = {"curl ", "|", ";", "\n", "\\\n", "a1-", "@h", "@ ", " ", "echo ", "mysql"};
    private static final int REACH = 30;

    private final Random random = new Random(5);

    @Test
    void findsTheSameAsALookThatRemembersNothing() {
        for (int round = 0; round < 500; round++) {
            char[] text = text();
            Scan scan = new Scan(text, 2, text.length);
            for (int looks = 0; looks < 40; looks++) {
                // Forward as a scan goes, and now and then back.
                int index = 2 + random.nextInt(text.length - 1);
                for (Place place : new Place[] {Place.LOGIN_COMMAND, Place.STEP_END, Place.ECHO}) {
                    assertEquals(lastBefore(scan, place, index), scan.lastBefore(place, index, REACH));
                }
                for (Place place : new Place[] {Place.HOST, Place.URL_END}) {
                    assertEquals(next(scan, place, index), scan.next(place, index));
                }
                assertEquals(runEnd(scan, CharClass.WORD, index), scan.runEnd(CharClass.WORD, index));
            }
        }
    }

    private char[] text() {
        StringBuilder text = new StringBuilder("xx");
        for (int i = 0; i < 20; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().toCharArray();
    }

    private static int lastBefore(Scan scan, Place place, int index) {
        for (int i = index - 1; i >= Math.max(scan.from(), index - REACH); i--) {
            if (place.isAt(scan, i)) {
                return i;
            }
        }
        return -1;
    }

    private static int next(Scan scan, Place place, int index) {
        int at = index;
        while (at < scan.to() && !place.isAt(scan, at)) {
            at++;
        }
        return at;
    }

    private static int runEnd(Scan scan, CharClass kind, int index) {
        int at = index;
        while (kind.has(scan.at(at))) {
            at++;
        }
        return at;
    }
}
