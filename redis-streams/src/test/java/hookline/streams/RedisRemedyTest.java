package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lettuce.core.RedisCommandExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisRemedyTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " = ",
            value = {
                "NOPERM this user has no permissions to run the 'acl|setuser' command = give this ACL user +acl|setuser",
                "NOPERM User monitor has no permissions to run the 'xadd' command = give this ACL user +xadd",
                "NOPERM this user has no permissions to access one of the keys used as arguments"
                        + " = give this ACL user the missing right",
                "LOADING Redis is loading = it reads its data in and will answer when it has",
                "ERR max number of clients reached = raise its maxclients, or end other clients",
                "ERR something else = ''"
            })
    void aReplyOfRedisLeadsToWhatToDo(String reply, String remedy) {
        assertEquals(remedy, RedisRemedy.of(new RedisCommandExecutionException(reply)));
    }
}
