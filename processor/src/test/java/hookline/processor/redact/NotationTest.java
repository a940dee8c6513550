package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is redacted as the value of a name, and what is only code or prose. */
class NotationTest {
    private final SecretRedaction redaction = SecretRedaction.standard();
    private final Invented invented = new Invented();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENV DB_PASSWORD %s",
                "setx API_TOKEN %s",
                "aws configure set aws_secret_access_key %s",
                "ALTER USER app WITH PASSWORD '%s';",
                "SET PASSWORD = PASSWORD('%s')",
                "let pwd: &'static str = \"%s\";",
                "connection.setPassword(\"%s\");",
                "builder.password(\"%s\")",
                "config.env.DB_PASSWORD || '%s'",
                "<string name=\"api_key\">%s</string>",
                "<key>password</key>\n  <string>%s</string>",
                "<add key=\"DbPassword\" value=\"%s\" />",
                "Server=db;User Id=sa;Pwd=%s;Encrypt=true",
                "define('DB_PASSWORD', '%s');",
                "password:\n  %s\nuser: x",
                "  - password: |-\n      %s\n    user: x",
                "machine h.test\n  login u\n  password %s\n",
                "requirepass %s",
                "java -Dstore.keyStorePassword=%s -jar a.jar",
                "keytool -storepass %s -list",
                "pw: %s",
                "DUO_SKEY=%s",
                "    client-key-data: %s",
                "signing {\n  storePassword '%s'\n}",
                "username admin password 7 %s"
            })
    void coversTheWholeValue(String notation) {
        String secret = invented.password();

        String redacted = redaction.text(notation.formatted(secret)).text();

        assertEquals(notation.formatted("[REDACTED:assigned]"), redacted);
        assertEquals(redacted, redaction.text(redacted).text());
    }

    @Test
    void takesTheKeysOfAwsDocumentationForReal() {
        assertEquals(
                "aws_access_key_id = [REDACTED:aws-access-key-id]",
                redaction.text("aws_access_key_id = AKIA" + "IOSFODNN7EXAMPLE").text());
        assertEquals(
                "AWS_SECRET_ACCESS_KEY=[REDACTED:assigned]",
                redaction
                        .text("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI" + "/K7MDENG/bPxRfiCYEXAMPLEKEY")
                        .text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: %s",
                "INFO login password: %s",
                "password=%s",
                "password = \"%s\"",
                "--password %s",
                "POSTGRES_PASSWORD: %s # local"
            })
    void coversAPasswordOfLettersOnly(String notation) {
        String redacted = redaction.text(notation.formatted("oberon")).text();

        assertEquals(notation.formatted("[REDACTED:assigned]"), redacted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" + \"", "\" +\n    \"", "\" . \"", "\" \\\n  \"", "\"\n    \""})
    void coversEveryPieceOfAJoinedLiteral(String joint) {
        String first = invented.hex(12);
        String second = invented.hex(12);
        String text = "String token = \"" + first + joint + second + "\";";

        assertEquals(
                "String token = \"[REDACTED:assigned]\";", redaction.text(text).text());
    }

    @Test
    void coversEveryLineOfABlock() {
        String text =
                "a:\n  client_secret: >-\n    " + invented.password() + "\n    " + invented.password() + "\n  b: 1\n";

        assertEquals(
                "a:\n  client_secret: >-\n    [REDACTED:assigned]\n  b: 1\n",
                redaction.text(text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = getPassword()",
                "this.password = password;",
                "token: String,",
                "private List<Credentials>   handshakeCredentials;",
                "wc.baseSecret = nplus1;",
                "const auth = { password: pw };",
                "{\n  password: secondary\n}",
                "password: required",
                "password: !vault |\n",
                "'password' => 'required|min:8',",
                "`password` varchar(255) DEFAULT NULL,",
                "apiKey: process.env.API_KEY,",
                "TOKEN=$TOKEN TOKEN2=${OTHER} run",
                "password = \"your-password-here\"",
                "PASSWORD=changeme",
                "String KEYSTORE_PASSWORD_ENV = \"keystorepasswordenv\";",
                "static final String SET_COOKIE2 = \"set-cookie2:\";",
                "-keypasswd commands not supported",
                "SignatureTimestampToken(\"1.2.840.113549.1.9\")",
                "{ \"key.password\", \"\\u53E3\\u4EE4\" },",
                "<input type=\"password\" name=\"password\" placeholder=\"Password\" />",
                "<meta name=\"csrf-token\" content=\"x\" />",
                "secretKeyRef:\n  name: mysecret\n  key: password",
                "imagePullSecrets:\n  - name: regcred",
                "password:\n  type: string\n",
                "if password:\n    retry1\n",
                "SyntaxError: Unexpected token: punc"
            })
    void leavesCodeAndProseAlone(String text) {
        assertEquals(text, redaction.text(text).text());
    }

    @Test
    void coversAPassphraseOfWordsJoinedByDashes() {
        assertEquals(
                "passwd = [REDACTED:assigned]",
                redaction.text("passwd = ember-walnut-saddle").text());
    }

    @Test
    void takesASignForAReferenceOnlyWhereItStandsForOne() {
        String redacted = redaction.text("password='K7Q%s4X9@@z1'").text();

        assertEquals("password='[REDACTED:assigned]'", redacted);
        for (String reference : List.of("password='%s'", "password='prefix-%s'", "password='@@PASSWORD@@'")) {
            assertEquals(reference, redaction.text(reference).text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fakeToken = \"%s\"",
                "nonMatchingToken := \"%s\"",
                "invalid_token: '%s'",
                "config.dummyApiKey = \"%s\""
            })
    void takesATokensNameAtItsWord(String notation) {
        String text = notation.formatted(invented.alnum(24));

        assertEquals(text, redaction.text(text).text());
        String password = "invalid_password = \"" + invented.password() + "\"";
        assertEquals(
                "invalid_password = \"[REDACTED:assigned]\"",
                redaction.text(password).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"token\": \"xyz-1234567890\"",
                "api_key: AbCeF123",
                "token = \"ns1:AgencyIdentificationCodeType\"",
                "keyVaultToStoreSecrets: app2-qat-1208358310",
                "\"token\": \"tok-5723705293-########\"",
                "password: !Ref DbPassword",
                "resetPassword: '/reset-password',",
                "PWD: '/Users/jo',",
                "getSetCookie: kEnumerableProperty,",
                "PublicKeyToken=b77a5c561934e089"
            })
    void leavesWhatNobodyIssuesAlone(String text) {
        assertEquals(text, redaction.text(text).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "1234567890123456", "abcdefgh12345678", "FAKEfakeFAKEfake0001"})
    void takesAWeakKeyForAKey(String key) {
        assertEquals(
                "encryption_key = \"[REDACTED:assigned]\"",
                redaction.text("encryption_key = \"" + key + "\"").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"git-sha", "sha512-", "sha256:", "uuid "})
    void leavesHashesAndIdsAlone(String kind) {
        String text =
                switch (kind) {
                    case "git-sha" -> "commit " + invented.hex(40);
                    case "sha512-" -> "\"integrity\": \"sha512-" + invented.alnum(86) + "==\"";
                    case "sha256:" -> "image@sha256:" + invented.hex(64);
                    default -> "id: " + invented.shaped("{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}");
                };

        assertEquals(text, redaction.text(text).text());
    }

    @Test
    void takesAProvidersNameAloneForNoSecret() {
        String hash = invented.hex(40);

        assertEquals(
                "sonar = \"" + hash + "\"",
                redaction.text("sonar = \"" + hash + "\"").text());
        assertTrue(redaction.text("SONAR_TOKEN=" + hash).counts().containsKey("sonar"));
        assertFalse(
                redaction.text("rooKtable = 0" + invented.alnum(40)).counts().containsKey("okta"));
    }
}
