package hookline.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {
    static Stream<Schema> today() {
        return Stream.of(
                RawHook.getClassSchema(),
                HookCapture.getClassSchema(),
                DeadLetter.getClassSchema(),
                CopiedRecord.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("today")
    void theNewestReleasedVersionIsTodaysSchema(Schema today) {
        List<Schema> released = released(today.getName());
        assertEquals(
                SchemaNormalization.parsingFingerprint64(today),
                SchemaNormalization.parsingFingerprint64(released.get(released.size() - 1)),
                "a changed schema needs a new file in history/ and a higher number in SingleObject");
    }

    @ParameterizedTest
    @MethodSource("today")
    void everyVersionReadsEveryOther(Schema today) {
        for (Schema earlier : released(today.getName())) {
            assertReads(today, earlier);
            assertReads(earlier, today);
        }
    }

    private static void assertReads(Schema reader, Schema writer) {
        assertEquals(
                SchemaCompatibilityType.COMPATIBLE,
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType());
    }

    private static List<Schema> released(String name) {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1;
                SchemaHistoryTest.class.getResource("history/" + name + "-" + version + ".avsc") != null;
                version++) {
            versions.add(SingleObject.released(name, version));
        }
        return versions;
    }
}
