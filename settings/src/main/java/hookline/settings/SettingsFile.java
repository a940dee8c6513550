package hookline.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** The settings that a file holds and everything that is wrong with it; a file that is not there is empty. */
record SettingsFile(Layer layer, List<String> problems) {
    private static final int MAX_BYTES = 64 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    SettingsFile {
        problems = List.copyOf(problems);
    }

    static SettingsFile read(Path file) {
        return read(file, FileRights::trusts);
    }

    static SettingsFile read(Path file, IntPredicate trustedOwner) {
        try {
            if (!Files.readAttributes(file, "isRegularFile").containsValue(true)) {
                return unusable(file, "is not a regular file");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                return unusable(file, "is larger than 64 KiB");
            }
            return parse(file, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), trustedOwner);
        } catch (NoSuchFileException e) {
            return new SettingsFile(new Layer(file.toString(), Map.of()), List.of());
        } catch (CharacterCodingException e) {
            return unusable(file, "is not UTF-8 text");
        } catch (IOException e) {
            return unusable(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static SettingsFile unusable(Path file, String reason) {
        return new SettingsFile(new Layer(file.toString(), Map.of()), List.of(file + " " + reason));
    }

    private static SettingsFile parse(Path file, String content, IntPredicate trustedOwner) throws IOException {
        List<String> problems = new ArrayList<>();
        Map<String, String> variables = new HashMap<>();
        List<String> lines =
                content.replaceFirst("^" + BYTE_ORDER_MARK, "").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = file + " line " + (i + 1);
            Optional<Assignment> assignment = Assignment.parse(line);
            if (assignment.isEmpty()) {
                problems.add(place + " is not of the form KEY=VALUE, with quotes closed and nothing after them");
                continue;
            }
            String name = assignment.get().name();
            if (variables.put(name, assignment.get().value()) != null && Catalogue.NAMES.contains(name)) {
                problems.add(place + " sets " + name + " a second time; keep one");
            }
        }
        Layer layer = new Layer(file.toString(), variables);
        problems.addAll(exposure(file, layer, trustedOwner));
        return new SettingsFile(layer, problems);
    }

    /** A secret must not be read by others, and others must not choose the command that this user runs. */
    private static List<String> exposure(Path file, Layer layer, IntPredicate trustedOwner) throws IOException {
        boolean secret =
                Catalogue.SECRETS.stream().anyMatch(s -> layer.find(s.name()).isPresent());
        boolean command = Catalogue.SECRETS.stream()
                .anyMatch(s -> layer.find(s.commandName()).isPresent());
        List<String> problems = new ArrayList<>();
        if (!secret && !command) {
            return problems;
        }
        String holds = file + (secret ? " holds a secret" : " holds a command");
        Path target = file.toRealPath();
        FileRights rights = FileRights.of(target);
        if (!trustedOwner.test(rights.owner())) {
            problems.add(holds + " and belongs to another user; repair it with: "
                    + FileRights.repair("sudo chown \"$(id -u)\"", target));
        }
        if (rights.allowOthers(secret ? 0077 : 0022)) {
            problems.add(holds + " and is open to other users (mode " + rights.octalMode() + "); repair it with: "
                    + FileRights.repair("chmod 600", target));
        }
        List<Path> folders = Stream.of(file.toAbsolutePath(), target)
                .map(Path::getParent)
                .distinct()
                .toList();
        for (Path folder : folders) {
            if (FileRights.of(folder).allowOthers(0022)) {
                problems.add(holds + " in a folder that others may write to; repair it with: "
                        + FileRights.repair("chmod go-w", folder));
            }
        }
        return problems;
    }
}
