package hookline.agent.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A repository that the real git works on, without anybody's configuration. */
record GitSandbox(Path folder) {
    private static final long LIMIT_SECONDS = 60;

    static GitSandbox init(Path folder, String... options) throws Exception {
        Files.createDirectories(folder);
        GitSandbox sandbox = new GitSandbox(folder);
        List<String> arguments = new ArrayList<>(List.of("init", "-q", "-b", "main"));
        arguments.addAll(List.of(options));
        sandbox.git(arguments.toArray(String[]::new));
        return sandbox;
    }

    /** Runs git, which has to succeed, and tells what it prints. */
    String git(String... arguments) throws Exception {
        StringBuilder output = new StringBuilder();
        int code = run(output, arguments);
        if (code != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + ": " + code + "\n" + output);
        }
        return output.toString().strip();
    }

    /** Runs git, which may stop in the middle. */
    int tryGit(String... arguments) throws Exception {
        return run(new StringBuilder(), arguments);
    }

    GitSandbox write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return this;
    }

    GitSandbox commit(String file, String content) throws Exception {
        write(file, content).git("add", file);
        git("commit", "-q", "-m", "change " + file);
        return this;
    }

    /** What git itself says; without the index being refreshed on the way. */
    GitState expected() throws Exception {
        String branch = git("branch", "--show-current");
        return new GitState(
                branch.isEmpty() ? git("rev-parse", "HEAD").substring(0, 12) : branch,
                git("status", "--porcelain", "-uno").isEmpty() ? "clean" : "dirty");
    }

    GitState read() {
        return GitReader.read(folder.toString());
    }

    private int run(StringBuilder output, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
                        Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
                        Map.entry("GIT_OPTIONAL_LOCKS", "0"),
                        Map.entry("GIT_AUTHOR_NAME", "A"),
                        Map.entry("GIT_AUTHOR_EMAIL", "a@example.invalid"),
                        Map.entry("GIT_COMMITTER_NAME", "A"),
                        Map.entry("GIT_COMMITTER_EMAIL", "a@example.invalid"),
                        Map.entry("GIT_EDITOR", "true"),
                        Map.entry("GIT_SEQUENCE_EDITOR", "sed -i.bak -e s/^pick/edit/")));
        Process process = builder.start();
        output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("git hangs");
        }
        return process.exitValue();
    }
}
