package hookline.settings;

/** Where a process listens; port 0 picks a free one. */
public record Endpoint(String address, int port) {
    static Endpoint from(SettingValues values, Setting<Integer> port) {
        return new Endpoint(values.get(HooklineVariables.BIND_ADDRESS), values.get(port));
    }
}
