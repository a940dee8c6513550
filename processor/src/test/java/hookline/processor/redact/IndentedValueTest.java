package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

class IndentedValueTest {
    private static final String MARKER = "[REDACTED:assigned]";

    @ParameterizedTest
    @Lines("""
            password:⏎  «{alnum:12}»
            password:⏎{alnum:12}
            password: ⏎  «{alnum:12}» # x
            password:␍⏎  «{alnum:12}»␍⏎
            password:⏎  {alnum:12} x
            password:⏎  "«{alnum:12}»"
            password:⏎  "{alnum:12}" x
            password:⏎  {alnum:12}:
            password:⏎  -{alnum:12}
            password:⏎  {{alnum:12}
            password:⏎  [{alnum:12}
            password:⏎  &{alnum:12}
            password:⏎  *{alnum:12}
            password:⏎  !{alnum:12}
            password:⏎  #{alnum:12}
              password:⏎  {alnum:12}
              password:⏎   «{alnum:12}»
            - password:⏎  {alnum:12}
            - password:⏎   «{alnum:12}»
            x password:⏎  {alnum:12}
            "password":⏎  «{alnum:12}»
             "password":⏎ {alnum:12}
            password:⏎  «{alnum:400}»
            password:⏎  «{alnum:390}+{alnum:90}»
            """)
    void knowsTheWordOnTheLineBelowAKey(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            password: |⏎  «{alnum:12}»
            password: >⏎  «{alnum:12}⏎  {alnum:12}»⏎x: y
            password: |-⏎  «{alnum:12}»
            password: |+⏎  «{alnum:12}»
            password: |2⏎  «{alnum:12}»
            password: |x⏎  {alnum:12}
            password: | ⏎  «{alnum:12}»⏎
            password: |⏎⏎  «{alnum:12}⏎⏎  {alnum:12}»⏎⏎
            password: |⏎{alnum:12}
              password: |⏎  {alnum:12}
              password: |⏎   «{alnum:12}»
            password: |⏎
            password: |
            {lower:3}:⏎{alnum:3}⏎  - password: |⏎      «{alnum:12}»⏎    {alnum:12}
            """)
    void knowsTheBlockBelowAKey(String text) {
        Marked.check(MARKER, text);
    }
}
