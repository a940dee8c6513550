package hookline.processor.redact;

import java.util.List;

/**
 * Judges whether a name, of a JSON member or a variable, announces a secret. Case, humps, {@code _}, {@code -} and
 * {@code .} make no difference; the end of the name decides, after qualifiers such as {@code _PROD} or {@code 2}.
 */
enum SecretName {
    /** Nothing secret is expected under this name. */
    NONE(0),
    /** Could be a secret: the value has to look random. */
    MAYBE(1),
    /** Names a machine's secret: the value has to look like one, and never like code. */
    TOKEN(2),
    /** Names a password: nearly any value is one. */
    PASSWORD(4);

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
    private static final List<String> DENIALS = List.of("nonmatching", "invalid", "fake", "dummy", "bogus");
    private static final List<SecretName> STRONGEST_FIRST = List.of(PASSWORD, TOKEN, MAYBE);
    private static final int MEANINGS = PASSWORD.bit | TOKEN.bit | MAYBE.bit;
    private static final int HARMLESS = 8;
    private static final int FIRST_QUALIFIER = 4;

    /** Each with the bit of what it means; of a qualifier, one of its own. */
    private static final Endings ENDINGS = new Endings();

    private static final Endings LAST_WORDS = new Endings();
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
        suffix(PASSWORD, "password passwd passphrase passcode passwort motdepasse contrasena secret");
        suffix(PASSWORD, "passwords credential credentials userpass dbpass connectionstring connstr");
        suffix(TOKEN, "token apikey apikeys accesskey secretkey privatekey encryptionkey signingkey accountkey");
        suffix(TOKEN, "masterkey licensekey authkey servicekey storagekey sharedkey subscriptionkey hostkey");
        suffix(TOKEN, "functionkey deploykey writekey adminkey integrationkey ingestkey hmackey aeskey jwtkey");
        suffix(TOKEN, "sharedaccesskey clientkey serverkey appkey sshkey pgpkey cryptokey masterkey accesskeyid");
        suffix(TOKEN, "keysecret authorization cookie cookies bearer jwt apitokens accesstokens authtokens");
        suffix(TOKEN, "refreshtokens authstring authcode webhookurl privatekeypem webhooksecret secrets clientkeydata");
        suffix(PASSWORD, "rootpass adminpass mypass smtppass mailpass ldappass sshpass requirepass storepass keypass");
        suffix(PASSWORD, "masterauth rootpw bindpw adminpw userpw dbpwd passwordhash userpwd snmpcommunity");
        put(LAST_WORDS, PASSWORD.bit, "pass pwd psw pw pswd psk");
        put(LAST_WORDS, TOKEN.bit, "cvv cvc pin otp creds cred skey");
        put(LAST_WORDS, MAYBE.bit, "key keys auth salt sig pat");
        harmless("csrftoken xsrftoken authenticitytoken antiforgerytoken");
        harmless("publickey tokenizer pagetoken nexttoken continuationtoken synctoken maxtoken stoptoken");
        harmless("endtoken starttoken bostoken eostoken padtoken unktoken masktoken septoken clstoken");
        harmless("specialtoken cancellationtoken syntaxtoken currenttoken lasttoken firsttoken prevtoken");
        harmless("pageauth oauth noauth useauth requireauth primarykey foreignkey partitionkey sortkey cachekey");
        harmless("hashkey rowkey hotkey keykey groupkey objectkey s3key mapkey idempotencykey sitekey");
        harmless("publictoken publickeytoken pertoken costpertoken numtoken counttoken newtoken oldtoken");
        for (int i = 0; i < QUALIFIERS.size(); i++) {
            ENDINGS.put(QUALIFIERS.get(i), 1 << (FIRST_QUALIFIER + i));
        }
    }

    private final int bit;

    SecretName(int bit) {
        this.bit = bit;
    }

    static SecretName of(char[] name, int from, int to) {
        int start = Math.max(from, to - LONGEST);
        int end = withoutNumber(name, start, to);
        int endings = ENDINGS.of(name, start, end);
        if (endings >>> FIRST_QUALIFIER != 0) {
            endings = withoutQualifier(name, start, end, endings);
        }
        return (endings & HARMLESS) != 0 ? NONE : strongest((endings & MEANINGS) | lastWord(name, start, to));
    }

    /** Whether the name is one of the words that announce a secret, and nothing more. */
    static boolean isWord(char[] name, int from, int to) {
        return ((ENDINGS.whole(name, from, to) & MEANINGS) | LAST_WORDS.whole(name, from, to)) != 0;
    }

    /** Whether a name says that what it names is no secret: {@code fakeToken}, {@code NON_MATCHING_KEY}. */
    static boolean denies(char[] name, int from, int to) {
        int start = to;
        while (start > from && name[start - 1] != '.') {
            start--;
        }
        for (String denial : DENIALS) {
            if (begins(name, start, to, denial)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(char[] name, int from, int to, String folded) {
        int matched = 0;
        for (int i = from; i < to && matched < folded.length(); i++) {
            if (!Endings.isSeparator(name[i]) && lower(name[i]) != folded.charAt(matched++)) {
                return false;
            }
        }
        return matched == folded.length();
    }

    /** Whether a constant only holds its own name. */
    static boolean areAlike(char[] name, int from, int to, String value) {
        if (value.length() >= LONGEST) {
            return false;
        }
        int at = to;
        for (int i = value.length() - 1; i >= 0; i--) {
            char c = value.charAt(i);
            if (Endings.isSeparator(c)) {
                continue;
            }
            at--;
            while (at >= from && Endings.isSeparator(name[at])) {
                at--;
            }
            if (at < from || CharClass.DIGIT.has(c) || lower(c) != lower(name[at])) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Endings.isSeparator(c)) {
                folded.append(lower(c));
            }
        }
        return folded.toString();
    }

    private static int withoutNumber(char[] name, int from, int to) {
        int end = to;
        while (end > from && (CharClass.DIGIT.has(name[end - 1]) || Endings.isSeparator(name[end - 1]))) {
            end--;
        }
        return end;
    }

    /** What the name ends with where one qualifier is left off, if that announces a secret. */
    private static int withoutQualifier(char[] name, int from, int end, int endings) {
        if ((ENDINGS.whole(name, from, end) & MEANINGS) != 0) {
            return endings;
        }
        for (int i = 0; i < QUALIFIERS.size(); i++) {
            if ((endings & 1 << (FIRST_QUALIFIER + i)) != 0) {
                int shorter = back(name, from, end, QUALIFIERS.get(i).length());
                int before = back(name, from, shorter, 4) < 0 ? 0 : ENDINGS.of(name, from, shorter);
                if ((before & MEANINGS) != 0) {
                    return before;
                }
            }
        }
        return endings;
    }

    /** So many characters of the folded name further ahead, or -1 where there are fewer. */
    private static int back(char[] name, int from, int end, int characters) {
        int at = end;
        for (int left = characters; left > 0; at--) {
            if (at == from) {
                return -1;
            }
            left -= Endings.isSeparator(name[at - 1]) ? 0 : 1;
        }
        return at;
    }

    private static int lastWord(char[] name, int from, int to) {
        int end = to;
        while (end > from && CharClass.DIGIT.has(name[end - 1])) {
            end--;
        }
        int start = end;
        while (start > from && CharClass.ALPHA.has(name[start - 1])) {
            start--;
            boolean hump = CharClass.UPPER.has(name[start]) && start > from && CharClass.LOWER.has(name[start - 1]);
            if (hump) {
                break;
            }
        }
        return LAST_WORDS.whole(name, start, end);
    }

    private static SecretName strongest(int bits) {
        for (SecretName meaning : STRONGEST_FIRST) {
            if ((bits & meaning.bit) != 0) {
                return meaning;
            }
        }
        return NONE;
    }

    private static void suffix(SecretName meaning, String words) {
        put(ENDINGS, meaning.bit, words);
    }

    private static void harmless(String words) {
        put(ENDINGS, HARMLESS, words);
    }

    private static void put(Endings target, int bits, String words) {
        for (String word : words.split(" ", -1)) {
            target.put(word, bits);
        }
    }
}
