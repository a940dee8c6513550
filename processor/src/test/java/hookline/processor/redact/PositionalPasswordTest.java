package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionalPasswordTest {
    private final SecretRedaction redaction = SecretRedaction.standard();
    private final Invented invented = new Invented();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new NetworkCredential(\"admin\", \"%s\")",
                "requests.get(url, auth=('admin', '%s'))",
                "HTTPBasicAuth(user, '%s')",
                "DriverManager.getConnection(\"jdbc:h2:mem\", \"sa\", \"%s\")",
                "CREATE USER app IDENTIFIED BY '%s';",
                "mysqli_connect('localhost', 'root', '%s', 'shop')",
                "new PDO(dsn, 'root', \"%s\")",
                "btoa(\"admin:%s\")",
                "dsn := \"root:%s@tcp(127.0.0.1:3306)/shop\"",
                "ConvertTo-SecureString -String \"%s\" -AsPlainText -Force",
                "echo \"%s\" | docker login -u u --password-stdin",
                "echo -n %s | docker login --password-stdin",
                "echo 'root:%s' | chpasswd",
                "a\ndb.test:5432:shop:app:%s\nb",
                "*:*:*:*:%s",
                "jdbc:oracle:thin:scott/%s@db:1521:orcl",
                "sqlplus scott/%s@db"
            })
    void coversThePasswordAndNothingElse(String notation) {
        String redacted = redaction.text(notation.formatted(invented.alnum(12))).text();

        assertEquals(notation.formatted("[REDACTED:login]"), redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldapsearch -x -D cn=a -w %s",
                "openssl rsa -passin pass:%s -in k",
                "kubectl create secret generic x --from-literal=key=%s",
                "mysql -u root -p%s shop",
                "sshpass -p %s ssh h",
                "curl -u admin:%s http://h.test",
                "curl -b 'session=%s' http://h.test",
                "curl --cookie session=%s http://h.test",
                "useradd -p %s bob"
            })
    void coversThePasswordOfACommand(String notation) {
        String redacted = redaction.text(notation.formatted(invented.alnum(12))).text();

        assertEquals(notation.formatted("[REDACTED:command-line]"), redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth=(user, password)",
                "getConnection(url, user, password)",
                "NetworkCredential(\"admin\", \"<password>\")",
                "IDENTIFIED BY '${PASSWORD}'",
                "echo \"$PASSWORD\" | docker login --password-stdin",
                "docker login --password-stdin < file",
                "nohost:5432:a b:c:d",
                "see http://h:5432:x",
                "thin: a/b",
                "grep -w word file",
                "curl -b cookies.txt -c cookies.txt http://h.test",
                "new PDO(dsn, user, password)",
                "btoa(user + ':' + password)",
                "the header identified by `name`",
                "mongodb://<user>:<password>@host",
                "see user@tcp(h)",
                "wc -w file"
            })
    void leavesReferencesAndOtherCommandsAlone(String text) {
        assertEquals(text, redaction.text(text).text());
    }
}
