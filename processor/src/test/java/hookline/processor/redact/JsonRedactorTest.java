package hookline.processor.redact;

import org.junit.jupiter.params.ParameterizedTest;

class JsonRedactorTest {
    @ParameterizedTest
    @Lines("""
            {"password":«"x"»,"a":"x"}
            {"password":«7»,"a":7}
            {"password":«-7.5e3»}
            {"token":«"x\\"y"»}
            {"password":"","token":null,"secret":true}
            {"password":[],"token":{}}
            {"password": «[1,2]», "a":[1,2]}
            {"password": «[[],{"a":[2]}]» , "b":"c"}
            {"password": «{"a":{"b":"c"},"d":"e"}», "f":"g"}
            {"a":{"password":«"x"»},"b":["y",{"token":«"z"»}]}
            {"password":"[REDACTED:github]","secret":"[EMAIL]"}
            {"key":«"{alnum:20}"»,"salt":«"{alnum:399}"»}
            {"key":"{alnum:19}","name":"{alnum:20}"}
            {"kind":"Secret","data":«{"a":"b"}»,"stringData":«{"c":"d"}»,"Data":{"e":"f"}}
            {"kind":"ConfigMap","data":{"a":"b"},"stringData":{"c":"d"}}
            {"a":"b","password":«"x"»,"c":[1.50,true,null," "],"d":{}}
            ["password","x"]
            """)
    void coversWhatANameAnnouncesAndLeavesTheRestAsItWasWritten(String json) {
        Marked.checkJson("\"[REDACTED]\"", json);
    }

    @ParameterizedTest
    @Lines("""
            {"a":"{\\"password\\":«\\"x\\"»}"}
            {"a":" [ {\\"password\\":«\\"x\\"»} ] "}
            {"a":"[[\\"b\\",{\\"password\\":«\\"x\\"»}]]"}
            {"a":"[\\"b\\",{\\"password\\":«\\"x\\"»}]"}
            {"a":"[\\"b\\"]","c":"{}","d":"[]"}
            """)
    void readsJsonInsideAString(String json) {
        Marked.checkJson("\\\"[REDACTED]\\\"", json);
    }
}
