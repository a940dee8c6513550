package hookline.settings;

/** How much a process logs. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    public static LogLevel from(Environment environment) {
        return SettingValues.read(environment, values -> values.get(HooklineVariables.LOG_LEVEL));
    }
}
