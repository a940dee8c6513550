package hookline.settings;

/** How much a process logs, and in what form. */
public record LogSettings(LogLevel level, LogFormat format) {
    public static LogSettings from(Environment environment) {
        return SettingValues.read(
                environment,
                values -> new LogSettings(
                        values.get(HooklineVariables.LOG_LEVEL), values.get(HooklineVariables.LOG_FORMAT)));
    }
}
