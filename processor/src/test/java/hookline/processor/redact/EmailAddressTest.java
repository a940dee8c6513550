package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

class EmailAddressTest {
    private static final String MARKER = "[EMAIL]";

    @ParameterizedTest
    @Lines("""
            «anna@mail.test»
            \\n«anna@mail.test»\\n
            \\«a@mail.test»
            «abc@mail.test», there
            «gitlab@mail.test»
            /«anna@mail.test»
            /x/«anna@mail.test»
            «anna@m.test».
            «anna@mail.te»-
            «anna@mail.test»..
            «anna@mail.{alpha:63}»
            «anna@mail.{alpha:64}»
            «{alnum:64}@mail.test»
            {lower:1}«{lower:64}@mail.test»
            """)
    void coversAnAddressAndNothingAroundIt(String text) {
        Marked.check(MARKER, text);
    }

    @ParameterizedTest
    @Lines("""
            git@mail.test:x/y
            ssh://anna@mail.test/x
            aes256-gcm@openssh.com
            image@2x.png
            @mail.test
            anna@mail
            anna@.test
            anna@.mail.test
            anna@mail.t
            anna@mail.t3st
            anna@mail.{alpha:65}
            anna@-
            anna@
            """)
    void leavesAloneWhatIsNobodysAddress(String text) {
        Marked.check(MARKER, text);
    }
}
