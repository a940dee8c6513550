package hookline.processor.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesSecretTest {
    private static final String MARKER = "[REDACTED:kubernetes-secret]";

    private final SecretRedaction redaction = SecretRedaction.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: v1\nkind: Secret\ndata:\n  extra: %s\n  more: \"%s\"\nmetadata:\n  name: a\n",
                "data:\n  extra: %s\n  more: '%s'\nkind: 'Secret'\nmetadata:\n  name: a\n",
                "kind: Secret\nstringData:\n  # a note\n  a.txt: %s\n  b: %s\n",
                "kind: Secret\r\ndata:\r\n  a: %s\r\n  b: %s\r\n",
                "kind: Secret\ndata:\n  a: |\n    %s\n    %s\ntype: Opaque\n"
            })
    void coversEveryValueOfAManifest(String manifest) {
        assertEquals(
                manifest.formatted(MARKER, MARKER),
                redaction.text(manifest.formatted("YmFyCg==", "c29tZQ==")).text());
    }

    @Test
    void leavesAShortWordInWhatKubernetesWouldRefuse() {
        String note = "kind: secret\ndata:\n  extra: %s\n";

        assertEquals(
                note.formatted("YmFyCg=="),
                redaction.text(note.formatted("YmFyCg==")).text());
        assertEquals(
                note.formatted(MARKER),
                redaction.text(note.formatted("bG9uZ2Vy")).text());
    }

    @Test
    void coversWhatKubectlPrintsAsJson() {
        String json =
                "{\"apiVersion\":\"v1\",\"data\":{\"extra\":\"YmFyCg==\"},\"kind\": \"Secret\",\"type\":\"Opaque\"}";

        assertFalse(redaction.json(json).text().contains("YmFyCg"));
        assertFalse(redaction
                .json("{\"stdout\":" + JsonString.quote(json) + "}")
                .text()
                .contains("YmFyCg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: ConfigMap\ndata:\n  a: b\n",
                "kind: Secret\nmetadata:\n  name: a\n---\nkind: ConfigMap\ndata:\n  a: b\n",
                "kind: SecretStore\ndata:\n  a: b\n",
                "kind: Secret\nmetadata:\n  name: a\n  labels:\n    b: c\n"
            })
    void leavesOtherManifestsAlone(String manifest) {
        assertEquals(manifest, redaction.text(manifest).text());
    }

    @ParameterizedTest
    @Lines("""
            kind: Secret⏎data:⏎  a: «{alnum:8}»⏎  «{alnum:8}»⏎  b: «{alnum:8}»
            kind:Secret⏎data:⏎  a: «{alnum:8}»,⏎
            "kind":  "Secret",⏎"data": {⏎  "a": "«{alnum:8}»",⏎  "b": "«{alnum:8}»"⏎},⏎"c": "d"
            kind: Secret⏎data:⏎  a:⏎    «{alnum:8}»⏎  b: >-⏎    «{alnum:8}»⏎c:⏎  d: e
            kind: Secret⏎data:⏎⇥a: «{alnum:8}»⏎
            - kind: Secret⏎  data:⏎    a: {alnum:8}
            a: b⏎kind: Secret⏎- data:⏎    a: «{alnum:8}»
            data:⏎  a: b⏎---⏎kind: Secret⏎data:⏎  a: «{alnum:8}»⏎---⏎data:⏎  a: b
            kind: Secret⏎data:⏎  a: ${A}⏎  b: "«{alnum:8}»"⏎  c: ""⏎  # d: e
            kind: Secret⏎data:⏎  a:b: «{alnum:8}»
            kind: Secret⏎datax:⏎  a: {alnum:8}
            kind: Secrets⏎data:⏎  a: {alnum:8}
            kind Secret⏎data:⏎  a: «{alnum:8}»
            kindSecret⏎data:⏎  a: {alnum:8}
            kind:      Secret⏎data:⏎  a: {alnum:8}
            mankind: Secret⏎data:⏎  a: {alnum:8}
            kind: secret⏎data:⏎  a: «{alnum:8}»
            kind: secret⏎data:⏎  a: «YWJj»
            kind: secret⏎data:⏎  a: YWI=
            kind: secret⏎data:⏎  a: «YWJjZA==»
            kind: secret⏎data:⏎  a: YWJjCg==
            kind: secret⏎data:⏎  a: «{alnum:7}=»
            """)
    void knowsTheValuesByTheirIndentation(String text) {
        Marked.check(MARKER, text);
    }
}
