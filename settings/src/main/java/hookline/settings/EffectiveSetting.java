package hookline.settings;

/**
 * One setting as it is in force, fit to be shown to anybody.
 *
 * @param value {@code ***} for a secret that is set
 * @param origin {@code default}, {@code environment}, the settings file's path, the bare name that gave the value, or
 *     for a secret the {@code _FILE} or {@code _COMMAND} variable
 */
public record EffectiveSetting(String name, String value, String origin) {}
