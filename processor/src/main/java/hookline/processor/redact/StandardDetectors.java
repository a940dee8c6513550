package hookline.processor.redact;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The detectors that every redaction has, each under the keywords it wants to be called for. */
final class StandardDetectors {
    /** What the detectors here call what they find, and why they do; token rules speak for themselves. */
    static final Map<String, String> RULES = Map.ofEntries(
            entry(Finding.EMAIL, "an e-mail address"),
            entry(Finding.CREDIT_CARD, "a card number of an issuer's range with a correct check digit"),
            entry(Finding.SSN, "a US social security number of a range that was issued"),
            entry(Finding.KEY_NAME, "the value of a JSON name that announces a secret"),
            entry(Finding.UNSCANNED, "too deep, too long or too hard to be inspected to its end"),
            entry(SeenSecrets.RULE, "found before in the same session"),
            entry(Iban.RULE, "a bank account number with a correct check number"),
            entry(CommandPassword.RULE, "the password of a command's option"),
            entry(HttpCredential.RULE, "a credential in an HTTP header or a cookie"),
            entry(KubernetesSecret.RULE, "the data of a Kubernetes Secret"),
            entry(PositionalPassword.RULE, "what stands where a login has its password"),
            entry(PuttyKey.RULE, "the private half of a PuTTY key"),
            entry(PrivateKeyBlock.RULE, "a private key in PEM"),
            entry(SecretAssignment.RULE, "assigned to a name that announces a secret"),
            entry(UrlPassword.RULE, "the password of a URL"),
            entry(OptionalDetectors.PHONE_NUMBER, "a phone number"),
            entry(OptionalDetectors.IP_ADDRESS, "an IP address"));

    private StandardDetectors() {}

    /** These token rules, all other standard detectors, and what a user enabled besides. */
    static KeywordAutomaton with(List<TokenRule> tokenRules, RedactionRules rules) {
        Map<String, List<Detector>> detectors = new LinkedHashMap<>();
        put(detectors, StandardDetectors::skipMarker, "[redacted", "[email]", "[credit_card]");
        for (TokenRule rule : tokenRules) {
            put(detectors, rule, rule.keywords());
        }
        put(detectors, StandardDetectors::kubernetesSecret, KubernetesSecret.KEYWORD);
        for (String id : rules.optional()) {
            Detector detector = Objects.requireNonNull(OptionalDetectors.BY_ID.get(id));
            put(detectors, detector, OptionalDetectors.keywords(id));
        }
        put(detectors, new PrivateKeyBlock(), PrivateKeyBlock.KEYWORD);
        put(detectors, PuttyKey::inspect, PuttyKey.KEYWORD);
        put(detectors, new UrlPassword(), UrlPassword.KEYWORD);
        put(detectors, new EmailAddress(), EmailAddress.KEYWORD);
        put(detectors, HttpCredential::authorization, "authorization");
        put(detectors, HttpCredential::bearer, "bearer");
        put(detectors, HttpCredential::basic, "basic");
        put(detectors, HttpCredential::cookie, "cookie");
        put(detectors, CommandPassword::user, " -u", " --user", " --proxy-user");
        put(detectors, CommandPassword::password, " -p");
        put(detectors, CommandPassword::cookie, " -b", " --cookie");
        put(detectors, CommandPassword::auth, " -a");
        put(detectors, CommandPassword::bind, " -w");
        put(detectors, CommandPassword::openssl, "pass:");
        put(detectors, CommandPassword::literal, "--from-literal=");
        put(detectors, PositionalPassword::call, PositionalPassword.LOGIN_CALLS);
        put(detectors, PositionalPassword::domainLogin, PositionalPassword.DOMAIN_LOGIN_CALLS);
        put(detectors, PositionalPassword::database, PositionalPassword.DATABASE_CALLS);
        put(detectors, PositionalPassword::encoded, PositionalPassword.ENCODINGS);
        put(detectors, PositionalPassword::network, PositionalPassword.NETWORKS);
        put(detectors, PositionalPassword::statement, PositionalPassword.STATEMENTS);
        put(detectors, PositionalPassword::pipe, PositionalPassword.PIPES);
        put(detectors, PositionalPassword::pgpass, PositionalPassword.PGPASS_FIELDS);
        put(detectors, PositionalPassword::oracle, PositionalPassword.ORACLE_LOGINS);
        SecretAssignment assignment = new SecretAssignment(rules);
        put(detectors, assignment, List.copyOf(rules.secretNames()));
        put(detectors, assignment, SecretName.KEYWORDS);
        put(detectors, StandardDetectors::escape, EscapedText.KEYWORDS);
        return new KeywordAutomaton(detectors);
    }

    private static void kubernetesSecret(Scan scan, int start, int end) {
        if (KubernetesSecret.isKind(scan, start, end)) {
            scan.sawKubernetesSecret();
        }
    }

    private static void escape(Scan scan, int start, int end) {
        if (EscapedText.resolves(scan, start)) {
            scan.sawEscape(start);
        }
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
        put(detectors, detector, List.of(keywords));
    }

    private static void put(Map<String, List<Detector>> detectors, Detector detector, List<String> keywords) {
        for (String keyword : keywords) {
            detectors.computeIfAbsent(keyword, unused -> new ArrayList<>()).add(detector);
        }
    }
}
