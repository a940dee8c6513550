package hookline.processor.redact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The detectors that every redaction has, each under the keywords it wants to be called for. */
final class StandardDetectors {
    private StandardDetectors() {}

    static KeywordAutomaton with(List<TokenRule> tokenRules) {
        Map<String, List<Detector>> detectors = new LinkedHashMap<>();
        put(detectors, StandardDetectors::skipMarker, "[redacted", "[email]", "[credit_card]");
        for (TokenRule rule : tokenRules) {
            rule.keywords().forEach(keyword -> put(detectors, rule, keyword));
        }
        put(detectors, new PrivateKeyBlock(), PrivateKeyBlock.KEYWORD);
        put(detectors, new UrlPassword(), UrlPassword.KEYWORD);
        put(detectors, new EmailAddress(), EmailAddress.KEYWORD);
        put(detectors, HttpCredential::authorization, "authorization");
        put(detectors, HttpCredential::bearer, "bearer");
        put(detectors, HttpCredential::basic, "basic");
        put(detectors, HttpCredential::cookie, "cookie");
        put(detectors, CommandPassword::user, " -u", " --user", " --proxy-user");
        put(detectors, CommandPassword::password, " -p");
        put(detectors, CommandPassword::auth, " -a");
        SecretAssignment assignment = new SecretAssignment();
        SecretName.KEYWORDS.forEach(keyword -> put(detectors, assignment, keyword));
        EscapedText.KEYWORDS.forEach(keyword -> put(detectors, (scan, start, end) -> scan.sawEscape(start), keyword));
        return new KeywordAutomaton(detectors);
    }

    /** What an earlier run wrote is no secret, whatever words stand in it. */
    private static void skipMarker(Scan scan, int start, int end) {
        for (int i = end - 1; i < end + 50; i++) {
            if (scan.at(i) == ']') {
                scan.cover(i + 1);
                return;
            }
            if (!CharClass.WORD.has(scan.at(i)) && scan.at(i) != ':') {
                return;
            }
        }
    }

    private static void put(Map<String, List<Detector>> detectors, Detector detector, String... keywords) {
        for (String keyword : keywords) {
            detectors.computeIfAbsent(keyword, unused -> new ArrayList<>()).add(detector);
        }
    }
}
