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

    @ParameterizedTest
    @Lines("""
            NetworkCredential("admin", "«{alnum:3}»")
            NetworkCredential("admin", "«{alnum:12}»", "domain1")
            NetworkCredential("", "«{alnum:12}»")
            NetworkCredential(\\"admin\\", \\"«{alnum:12}»\\")
            NetworkCredential(name, password, "{alnum:12}")
            NetworkCredential("admin", "ab")
            basicAuth(a, b, c, "«{alnum:12}»")
            basicAuth(a, b, c, d, "{alnum:12}")
            basicAuth(a, f(b), "{alnum:12}")
            basicAuth("{alnum:12}")
            basicAuth( "a" , "«{alnum:12}»" )
            basicAuth("a", "b"; "{alnum:12}")
            basicAuth({alnum:59}, "«{alnum:12}»")
            basicAuth({alnum:61}, "{alnum:12}")
            mysqli_connect("h", "", "«{alnum:12}»")
            mysqli_connect(h, u, p)
            mysqli_connect("h", "u", "{password}")
            mysqli_connect("h", "{alnum:12}")
            mysqli_connect("h", "u"; "{alnum:12}")
            """)
    void knowsTheArgumentThatIsThePassword(String text) {
        Marked.check("[REDACTED:login]", text);
    }

    @ParameterizedTest
    @Lines("""
            u:«{alnum:12}»@tcp(h)
            "u:«{alnum:12}»@unix(h)
            x/u:«{alnum:12}»@tcp(h)
            x u:«{alnum:126}»@tcp(h)
            x u:{alnum:300}@tcp(h)
            :{alnum:12}@tcp(h)
            u:{alnum:2}@tcp(h)
            IDENTIFIED BY "«{alnum:12}»"
            IDENTIFIED BY PASSWORD  '«{alnum:12}»'
            IDENTIFIED BY password
            ConvertTo-SecureString '«{alnum:12}»'
            ConvertTo-SecureString  -String  '«{alnum:12}»'
            thin:u/«{alnum:9}»@h
            thin:u/«{alnum:62}»@h
            thin:u/{alnum:64}@h
            thin:/{alnum:9}@h
            thin:u/{alnum:9} @h
            thin:u/{alnum:9}"@h
            sqlplus u/«{alnum:9}»@h
            """)
    void knowsALoginByTheSignsAroundIt(String text) {
        Marked.check("[REDACTED:login]", text);
    }

    @ParameterizedTest
    @Lines("""
            echo «{alnum:12}» | sudo -S ls
            echo "«{alnum:12}»" | sudo -s ls
            echo  -n  '«{alnum:12}»' | sudo -s
            echo «{alnum:12}»| passwd --stdin u
            echo u:«{alnum:12}» | chpasswd
            echo 'u:«{alnum:12}»' | chpasswd
            echo '{alnum:12}' | chpasswd
            cho {alnum:12} | sudo -s
            echo {alnum:12} > f; cat | ls
            echo {alnum:12}⏎cat x | sudo -s
            echo {alnum:12} | tee x⏎sudo -s
            """)
    void knowsWhatIsPipedIntoACommand(String text) {
        Marked.check("[REDACTED:login]", text);
    }

    @ParameterizedTest
    @Lines("""
            h:5432:d:u:«{alnum:3}»
            h:5432:d\\:e:u:«{alnum:9}»⏎
            ␍⏎h:6432:d:u:«{alnum:9}:x»␍⏎
            h:5432:d:u:{alnum:2}
            h:5432:d:u:{alnum:9} x
            x h:5432:d:u:{alnum:9}
            h:5432:d:{alnum:9}
            :5432:d:u:{alnum:9}
            {lower:254}:5432:d:u:«{alnum:9}»
            {lower:256}:5432:d:u:{alnum:9}
            h:5432:{lower:280}:u:«{alnum:9}»
            h:5432:{lower:300}:u:{alnum:9}
            """)
    void knowsALineOfPasswordsByItsFields(String text) {
        Marked.check("[REDACTED:login]", text);
    }
}
