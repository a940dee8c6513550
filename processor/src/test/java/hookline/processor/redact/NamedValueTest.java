package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text gives to a name, and where that ends. */
class NamedValueTest {
    private static final String MARKER = "[REDACTED:assigned]";

    @ParameterizedTest
    @Lines("""
            List<Password>{alnum:12}</x>
            <password>«{alnum:12}»</password>
            x<password>{alnum:12}</password>
            <key>password</key><string>«{alnum:12}»</string>
            password ::= "«{alnum:12}»"
            password ||= "«{alnum:12}»"
            password ??= "«{alnum:12}»"
            password ?= «{alnum:12}»
            password .= "«{alnum:12}»"
            password += "«{alnum:12}»"
            password => "«{alnum:12}»"
            password => {alnum:12}
            password == "«{alnum:12}»"
            password == {alnum:12}
            password === "«{alnum:12}»"
            password != "«{alnum:12}»"
            password !== "«{alnum:12}»"
            password :- «{alnum:12}»
            password ?? "«{alnum:12}»"
            password :: {alnum:12}
            password::{alnum:12}
            password =oberonx
            password=«oberonx»
            password: java.String = "«{alnum:12}»"
            password: String =={alnum:12}
            password –{alnum:12} x
            password \u0080{alnum:12} x
            password: String = "«{alnum:12}»"
            password: String == "{alnum:12}"
            password String = "«{alnum:12}»"
            password {alpha:40} = "«{alnum:12}»"
            password {alpha:41} = "{alnum:12}"
            password: &'static str = "«{alnum:12}»"
            password: &'dynamic str = "{alnum:12}"
            password = ("«{alnum:12}»")
            password = ( "«{alnum:12}»")
            password = (x{alnum:12})
            password:«{alnum:12}»
            password: «{alnum:12}» # x
            password: «oberonx» # x
            password: «oberonx» #
            password: «oberonx#»
            password: oberonx, x
            password:oberonx
            """)
    void knowsWhatAnOperatorOrATagAssigns(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            "password", "«{alnum:12}»"
            password, "{alnum:12}"
            "password" value="«{alnum:12}»"
            password value="{alnum:12}"
            'password': '«{alnum:12}»'
            \\\\"password\\\\": \\\\"«{alnum:12}»\\\\"
            x["password"] = "«{alnum:12}»"
            x[password] = "«{alnum:12}»"
            x['password']=«{alnum:12}»
            x[password]=«{alnum:12}»
            define("password", "«oberonx»")
            defined("password", "oberonx")
            """)
    void knowsAQuotedName(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            --password «{alnum:12}»
            -password «{alnum:12}»
            ---password {alnum:12}
            x--password «{alnum:12}»
            "--password" «{alnum:12}»
            [--password «{alnum:12}»]
            x --password=«{alnum:12}»
            login u password «{alnum:12}»
            login u⏎password «{alnum:12}»
            logon u password {alnum:12}
            login {alnum:64} password «{alnum:12}»
            login {alnum:65} password {alnum:12}
            login u/password {alnum:12} x
            ENV DB_PASSWORD «{alnum:12}»
            set password «{alnum:12}»
            reset password {alnum:12}
            with password «{alnum:12}»
            encrypted password «{alnum:12}»
            arg password «{alnum:12}»
            configure set password «{alnum:12}»
            """)
    void knowsAWordBehindANameOnlyWhereSomethingIntroducesIt(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            setpassword("«{alnum:12}»")
            withPassword("«oberonx»")
            setPassword("«oberonx»")
            password("oberonx")
            setPassword("oberonx", 1)
            setPassword( "«oberonx»" )
            setPassword(x)
            "password"("{alnum:12}")
            password («{alnum:12}»)
            the password is «{alnum:12}»
            the password is: «{alnum:12}»
            the password is : «{alnum:12}»
            the password was «{alnum:12}»
            the password set to {alnum:12}
            the password to «{alnum:12}»
            the password of «{alnum:12}»
            the password isn {alnum:12}
            the password is "«{alnum:12}»"
            the password is "mistyped" there
            password 7 «{alnum:12}» x
            password «7{alnum:11}»
            password «{alnum:12}»
            password {alnum:12} x
            x⏎password «{alnum:12}»⏎
            x password {alnum:12}
            password "«{alnum:12}»"
            """)
    void knowsAnArgumentAndASentence(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            password "«oberonx»"
            ⇥ password "«oberonx»" ⇥
            x⏎  password "«oberonx»"⏎x
            password "«ober\\"onx»"
            password "«ober" + "onx»"
            x password "oberonx"
            password "oberonx" x
            password "oberonx⏎
            """)
    void takesAWordForAPasswordWhereItFillsALineWithItsName(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @CsvSource({"40, «{alnum:12}»", "41, {alnum:12}"})
    void joinsALoginToAPasswordThatIsNotFar(int blanks, String password) {
        Marked.check(MARKER, "login u" + " ".repeat(blanks) + "password " + password + " x");
    }
}
