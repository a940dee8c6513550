package hookline.benchmarks.accuracy;

import hookline.processor.redact.Redacted;
import hookline.processor.redact.SecretRedaction;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the redaction replaces in source code that holds no secret, file by file.
 *
 * @param megabytes of source, in UTF-8
 * @param rules how often each replaced something
 */
record CleanSource(String name, double megabytes, Map<String, Integer> rules) {
    private static final int LARGEST = 8 << 20;

    CleanSource {
        rules = Map.copyOf(rules);
    }

    /** Source code that comes with many JDKs. */
    static Optional<Path> ofJdk() {
        return Optional.of(Path.of(System.getProperty("java.home"), "lib", "src.zip"))
                .filter(Files::isRegularFile);
    }

    /**
     * Reads a folder, or a JDK's {@code src.zip}, of which java/util, java/net and sun/security of java.base are taken.
     *
     * @throws IOException where there is no text in it
     */
    static CleanSource read(SecretRedaction redaction, Path source) throws IOException {
        CleanSource read;
        if (Files.isDirectory(source)) {
            read = read(redaction, source.getFileName().toString(), Stream.of(source));
        } else {
            try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + source.toUri()), Map.of())) {
                Path base = zip.getPath("java.base");
                read = read(
                        redaction,
                        "java/util, java/net, sun/security",
                        Stream.of("java/util", "java/net", "sun/security").map(base::resolve));
            }
        }
        if (read.megabytes == 0) {
            throw new IOException(source + " has no source code to read");
        }
        return read;
    }

    /** Over all rules. */
    double perMegabyte() {
        return rules.values().stream().mapToInt(Integer::intValue).sum() / megabytes;
    }

    private static CleanSource read(SecretRedaction redaction, String name, Stream<Path> folders) throws IOException {
        long bytes = 0;
        Map<String, Integer> rules = new TreeMap<>();
        for (Path folder : folders.toList()) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (Files.size(file) > LARGEST) {
                        continue;
                    }
                    try {
                        Redacted redacted = redaction.text(Files.readString(file, StandardCharsets.UTF_8));
                        bytes += Files.size(file);
                        redacted.counts().forEach((rule, count) -> rules.merge(rule, count, Integer::sum));
                    } catch (CharacterCodingException e) {
                        // No text, such as an icon or a class file.
                    }
                }
            }
        }
        return new CleanSource(name, bytes / 1e6, rules);
    }
}
