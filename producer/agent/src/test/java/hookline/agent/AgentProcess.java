package hookline.agent;

import hookline.monitoring.Monitoring;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.streams.StopSignal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An agent in a JVM of its own, which can be killed like any process. */
final class AgentProcess implements AutoCloseable {
    private final Process process;

    private AgentProcess(Process process) {
        this.process = process;
    }

    static AgentProcess start(Map<String, String> environment, File output, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(AgentProcess.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().keySet().removeIf(name -> name.startsWith("HOOKLINE_") || name.startsWith("REDIS_"));
        builder.environment().putAll(environment);
        return new AgentProcess(builder.start());
    }

    public static void main(String[] arguments) throws Exception {
        AgentMain.run(AgentSettings.from(Environment.of(System.getenv())), Monitoring.none(), new StopSignal());
    }

    long processId() {
        return process.pid();
    }

    boolean runs() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IOException("Does not end: " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
