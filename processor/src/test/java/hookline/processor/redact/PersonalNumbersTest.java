package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of people: cards, social security, bank accounts; and, where asked for, telephones and addresses. */
class PersonalNumbersTest {
    private final SecretRedaction redaction = SecretRedaction.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89 3704 0044 0532 0130 00",
                "DE89370400440532013000",
                "GB29 NWBK 6016 1331 9268 19",
                "FR1420041010050500013M02606",
                "NO93 8601 1117 947"
            })
    void coversABankAccountWhoseChecksumHolds(String iban) {
        assertEquals(
                "pay [REDACTED:iban], now",
                redaction.text("pay " + iban + ", now").text());
        assertEquals("IBAN [REDACTED:iban]", redaction.text("IBAN " + iban).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE88 3704 0044 0532 0130 00",
                "DE893704004405320130",
                "ZZ89370400440532013000",
                "XDE89370400440532013000"
            })
    void leavesANumberWhoseChecksumLengthOrCountryIsWrong(String number) {
        assertEquals("see " + number, redaction.text("see " + number).text());
    }

    @ParameterizedTest
    @CsvSource({
        "4111 1111 1111 1111,true",
        "3782 822463 10005,true",
        "4111 1111 1111 1112,false",
        "9111111111111111,false"
    })
    void takesANumberForACardByItsIssuerLengthAndChecksum(String number, boolean card) {
        assertEquals(card, redaction.text("card " + number).counts().containsKey("credit-card"));
    }

    @ParameterizedTest
    @CsvSource({"219-09-9999,true", "000-12-3456,false", "666-12-3456,false", "900-12-3456,false", "219-00-9999,false"})
    void takesANumberForSocialSecurityByItsRanges(String number, boolean issued) {
        assertEquals(issued, redaction.text("no " + number).counts().containsKey("ssn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 30 1234567", "+1 (555) 123-4567", "(555) 123-4567", "555-123-4567"})
    void coversATelephoneNumberOnlyWhereAskedTo(String number) {
        String text = "call " + number + " now";

        assertEquals(List.of(new Finding("phone-number", 5, 5 + number.length())), find(text, "phone-number"));
        assertEquals(text, redaction.text(text).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.10.1", "8.8.8.8", "2001:db8::ff00:42:8329", "fe80::1", "1:2:3:4:5:6:7:8"})
    void coversAnAddressOnlyWhereAskedTo(String address) {
        String text = "from " + address + " on";

        assertEquals(List.of(new Finding("ip-address", 5, 5 + address.length())), find(text, "ip-address"));
        assertEquals(text, redaction.text(text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at 12:30:45",
                "v1.2.3",
                "1.2.3.4.5",
                "999.1.1.1",
                "std::vector",
                "a+1234567890",
                "2026-01-02",
                "::"
            })
    void takesATimeAVersionOrCodeForNeither(String text) {
        assertTrue(
                find(text, "ip-address").isEmpty() && find(text, "phone-number").isEmpty());
    }

    private static List<Finding> find(String text, String id) {
        TextRedactor redactor =
                new TextRedactor(StandardDetectors.with(List.of(), enabling(id)), enabling(id), Marking.PLAIN);
        return redactor.find(text.toCharArray(), 0, text.length(), Budget.forValueOf(text.length())).stream()
                .filter(finding -> finding.rule().equals(id))
                .toList();
    }

    private static RedactionRules enabling(String id) {
        return UserRules.parse("rules", "enable " + id);
    }
}
