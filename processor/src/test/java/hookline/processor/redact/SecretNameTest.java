package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

class SecretNameTest {
    private static final String MARKER = "[REDACTED:assigned]";

    @ParameterizedTest
    @Lines("""
            db-Password="«oberonx»"
            DB.PASSWORD="«oberonx»"
            password2="«oberonx»"
            password_prod="«oberonx»"
            passwordProd9="«oberonx»"
            passwordValue="«oberonx»"
            passwords="«oberonx»"
            passwordx="oberonx"
            passwordLength="oberonx"
            prod="oberonx"
            myPass="«oberonx»"
            mypassx="oberonx"
            compass="oberonx"
            userPwd="«oberonx»"
            user_pw2="«oberonx»"
            crypt_psk="«oberonx»"
            secret="«oberonx»"
            secrets="oberonx"
            secrets="«{alpha:14}»"
            secrets_env="«{alpha:14}»"
            apiKeys="«{alpha:14}»"
            csrf_token="{alnum:20}"
            csrf_token_value="{alnum:20}"
            publickey="{alnum:20}"
            public_keys="«{alnum:20}»"
            monkey="{alnum:20}"
            mon_key="«{alnum:20}»"
            monKey="«{alnum:20}»"
            key9="«{alnum:20}»"
            salt="«{alnum:20}»"
            sigx="{alnum:20}"
            pin="«{alnum:8}»"
            pinned="{alnum:8}"
            nosecretxxxxxxxxxxxxxx="oberonx"
            a.fakeToken="{alnum:20}"
            fake.token="«{alnum:20}»"
            fakePassword="«oberonx»"
            realToken="«{alnum:20}»"
            dbPassword="Password"
            dbPassword="db-password"
            dbPassword="«Password9»"
            dbPassword="«xpassword»"
            dbpassword="dbpassword"
            ZAPASSWORD="zapassword"
            "fakeToken": "{alnum:20}"
            invalid_token="{alnum:20}"
            NON_MATCHING_KEY="{alnum:20}"
            inval_token="«{alnum:20}»"
            {lower:40}password{lower:10}="oberonx"
            {lower:61}password="«oberonx»"
            password{lower:61}="oberonx"
            password_{lower:52}token="«{alnum:20}»"
            _password_="«oberonx»"
            """)
    void judgesANameByItsEndAndBeyondQualifiers(String text) {
        Marked.check(MARKER, text);
    }
}
