package hookline.processor.redact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges whether a name, of a JSON member or a variable, announces a secret. Case, humps, {@code _}, {@code -} and
 * {@code .} make no difference; the end of the name decides, after qualifiers such as {@code _PROD} or {@code 2}.
 */
enum SecretName {
    /** Nothing secret is expected under this name. */
    NONE,
    /** Could be a secret: the value has to look random. */
    MAYBE,
    /** Names a machine's secret: the value has to look like one, and never like code. */
    TOKEN,
    /** Names a password: nearly any value is one. */
    PASSWORD;

    /** What has to occur in a name before it is worth judging. */
    static final List<String> KEYWORDS = List.of(
            "passw",
            "pass",
            "pwd",
            "psw",
            "pw",
            "psk",
            "requirepass",
            "masterauth",
            "community",
            "secret",
            "token",
            "key",
            "credential",
            "cred",
            "auth",
            "cookie",
            "connectionstring",
            "connection_string",
            "connstr",
            "cvv",
            "cvc",
            "pin",
            "otp",
            "salt",
            "sig",
            "jwt",
            "bearer",
            "webhook",
            "private",
            "cryp");

    private static final int LONGEST = 80;
    private static final Map<String, SecretName> SUFFIXES = new HashMap<>();
    private static final Map<String, SecretName> LAST_WORDS = new HashMap<>();
    private static final Set<String> HARMLESS = new HashSet<>();
    private static final List<String> DENIALS = List.of("nonmatching", "invalid", "fake", "dummy", "bogus");
    private static final List<String> QUALIFIERS = List.of(
            "value",
            "string",
            "text",
            "str",
            "base64",
            "b64",
            "plain",
            "plaintext",
            "raw",
            "prod",
            "production",
            "dev",
            "staging",
            "test",
            "live",
            "default",
            "old",
            "new",
            "current",
            "base",
            "env",
            "var",
            "confirmation",
            "confirm");

    static {
        put(SUFFIXES, PASSWORD, "password passwd passphrase passcode passwort motdepasse contrasena secret");
        put(SUFFIXES, PASSWORD, "passwords credential credentials userpass dbpass connectionstring connstr");
        put(SUFFIXES, TOKEN, "token apikey apikeys accesskey secretkey privatekey encryptionkey signingkey accountkey");
        put(SUFFIXES, TOKEN, "masterkey licensekey authkey servicekey storagekey sharedkey subscriptionkey hostkey");
        put(SUFFIXES, TOKEN, "functionkey deploykey writekey adminkey integrationkey ingestkey hmackey aeskey jwtkey");
        put(
                SUFFIXES,
                TOKEN,
                "sharedaccesskey clientkey serverkey appkey sshkey pgpkey cryptokey masterkey accesskeyid");
        put(SUFFIXES, TOKEN, "keysecret authorization cookie cookies bearer jwt apitokens accesstokens authtokens");
        put(
                SUFFIXES,
                TOKEN,
                "refreshtokens authstring authcode webhookurl privatekeypem webhooksecret secrets clientkeydata");
        put(
                SUFFIXES,
                PASSWORD,
                "rootpass adminpass mypass smtppass mailpass ldappass sshpass requirepass storepass keypass");
        put(SUFFIXES, PASSWORD, "masterauth rootpw bindpw adminpw userpw dbpwd passwordhash userpwd snmpcommunity");
        put(LAST_WORDS, PASSWORD, "pass pwd psw pw pswd psk");
        put(LAST_WORDS, TOKEN, "cvv cvc pin otp creds cred skey");
        put(LAST_WORDS, MAYBE, "key keys auth salt sig pat");
        put(HARMLESS, "csrftoken xsrftoken authenticitytoken requestverificationtoken antiforgerytoken");
        put(HARMLESS, "publickey tokenizer pagetoken nexttoken continuationtoken synctoken maxtoken stoptoken");
        put(HARMLESS, "endtoken starttoken bostoken eostoken padtoken unktoken masktoken septoken clstoken");
        put(HARMLESS, "specialtoken cancellationtoken syntaxtoken currenttoken lasttoken firsttoken prevtoken");
        put(HARMLESS, "pageauth oauth noauth useauth requireauth primarykey foreignkey partitionkey sortkey cachekey");
        put(HARMLESS, "hashkey rowkey hotkey keykey groupkey objectkey s3key mapkey idempotencykey sitekey");
        put(HARMLESS, "publictoken publickeytoken pertoken costpertoken numtoken counttoken newtoken oldtoken");
    }

    static SecretName of(String name) {
        if (name.length() > LONGEST) {
            return of(name.substring(name.length() - LONGEST));
        }
        String folded = withoutQualifiers(fold(name));
        if (ends(folded, HARMLESS)) {
            return NONE;
        }
        SecretName best = LAST_WORDS.getOrDefault(fold(lastWord(name)), NONE);
        for (int length = Math.min(20, folded.length()); length >= 3; length--) {
            SecretName bySuffix = SUFFIXES.get(folded.substring(folded.length() - length));
            if (bySuffix != null && bySuffix.compareTo(best) > 0) {
                best = bySuffix;
            }
        }
        return best;
    }

    /** Whether the name is one of the words that announce a secret, and nothing more. */
    static boolean isWord(String name) {
        String folded = fold(name);
        return SUFFIXES.containsKey(folded) || LAST_WORDS.containsKey(folded);
    }

    /** Whether a token's name says that there is none: {@code fakeToken}, {@code NON_MATCHING_KEY}. */
    static boolean denies(String name) {
        String folded = fold(name.substring(name.lastIndexOf('.') + 1));
        return of(name) != PASSWORD && DENIALS.stream().anyMatch(folded::startsWith);
    }

    /** Whether a constant only holds its own name. */
    static boolean areAlike(String name, String value) {
        return value.length() < LONGEST && fold(name).endsWith(fold(value)) && CharClass.DIGIT.count(value) == 0;
    }

    private static boolean ends(String folded, Set<String> suffixes) {
        for (int length = Math.min(20, folded.length()); length >= 5; length--) {
            if (suffixes.contains(folded.substring(folded.length() - length))) {
                return true;
            }
        }
        return false;
    }

    static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.append((char) (c + 32));
            } else if (c != '_' && c != '-' && c != '.' && c != ' ' && c != ':') {
                folded.append(c);
            }
        }
        return folded.toString();
    }

    private static String withoutQualifiers(String folded) {
        int end = folded.length();
        while (end > 0 && CharClass.DIGIT.has(folded.charAt(end - 1))) {
            end--;
        }
        String bare = folded.substring(0, end);
        for (String qualifier : QUALIFIERS) {
            if (bare.endsWith(qualifier) && !SUFFIXES.containsKey(bare) && bare.length() > qualifier.length() + 3) {
                String shorter = bare.substring(0, bare.length() - qualifier.length());
                if (SUFFIXES.keySet().stream().anyMatch(shorter::endsWith)) {
                    return shorter;
                }
            }
        }
        return bare;
    }

    private static String lastWord(String name) {
        int end = name.length();
        while (end > 0 && CharClass.DIGIT.has(name.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && CharClass.ALPHA.has(name.charAt(start - 1))) {
            start--;
            boolean hump =
                    CharClass.UPPER.has(name.charAt(start)) && start > 0 && CharClass.LOWER.has(name.charAt(start - 1));
            if (hump) {
                break;
            }
        }
        return name.substring(start, end);
    }

    private static void put(Map<String, SecretName> target, SecretName meaning, String words) {
        for (String word : words.split(" ", -1)) {
            target.put(word, meaning);
        }
    }

    private static void put(Set<String> target, String words) {
        target.addAll(List.of(words.split(" ", -1)));
    }
}
