package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

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
            login {alnum:63} password «{alnum:12}»
            login {alnum:66} password {alnum:12}
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
            password «{alnum:12}»
            password {alnum:12} x
            x⏎password «{alnum:12}»⏎
            x password {alnum:12}
            password "«{alnum:12}»"
            """)
    void knowsAnArgumentAndASentence(String text) {
        Marked.check(MARKER, text);
    }
}
