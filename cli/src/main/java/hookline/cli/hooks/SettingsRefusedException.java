package hookline.cli.hooks;

/** The settings or the hooks asked for are such that nothing was changed; the message says why and what to do. */
public final class SettingsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsRefusedException(String message) {
        super(message);
    }
}
