package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeywordAutomatonTest {
    @Test
    void findsWhatASlowSearchFinds() {
        List<String> keywords = List.of("a", "ab", "bab", "bc", "bca", "c", "caa", "b-a");
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.append("abcABC-é".charAt(random.nextInt(8)));
            }
            assertEquals(slowly(text.toString(), keywords), hits(text.toString(), keywords), text.toString());
        }
    }

    private static List<String> hits(String text, List<String> keywords) {
        List<String> hits = new ArrayList<>();
        Map<String, List<Detector>> detectors = new TreeMap<>();
        for (String keyword : keywords) {
            detectors.put(keyword, List.of((scan, start, end) -> hits.add(keyword + "@" + start)));
        }
        new KeywordAutomaton(detectors).scan(text.toCharArray(), new Scan(text.toCharArray(), 0, text.length()));
        hits.sort(null);
        return hits;
    }

    private static List<String> slowly(String text, List<String> keywords) {
        List<String> hits = new ArrayList<>();
        for (String keyword : keywords) {
            for (int i = 0; i < text.length(); i++) {
                if (text.toLowerCase(Locale.ROOT).startsWith(keyword, i)) {
                    hits.add(keyword + "@" + i);
                }
            }
        }
        hits.sort(null);
        return hits;
    }
}
