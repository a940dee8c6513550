package hookline.console;

import hookline.settings.Endpoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stands before every page: who is let in, and what a browser may do with what it gets.
 *
 * <p>Nothing is loaded from or sent to another host, no script runs but the page's own files, and on the loopback
 * address no other name is answered to, so that a page from elsewhere cannot reach it by a name of its own.
 */
final class Guard {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=()",
            "Cache-Control",
            "no-store");

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What the page of the login needs, and what says whether the process lives. */
    private static final Set<String> OPEN =
            Set.of("/login", "/console.css", "/icon.svg", "/health/live", "/health/ready");

    private final Door door;
    private final Endpoint endpoint;
    private final boolean secure;
    private final Consumer<InetAddress> refused;

    Guard(Door door, Endpoint endpoint, boolean secure, Consumer<InetAddress> refused) {
        this.door = door;
        this.endpoint = endpoint;
        this.secure = secure;
        this.refused = refused;
    }

    void addTo(RoutesConfig routes) {
        routes.before(this::check);
        routes.post("/login", this::login);
        routes.post("/logout", context -> {
            door.logout(context.cookie(Door.COOKIE));
            context.removeCookie(Door.COOKIE, "/");
            context.redirect("/login", HttpStatus.SEE_OTHER);
        });
    }

    private void check(Context context) {
        HEADERS.forEach(context::header);
        if (secure) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
        if (endpoint.isLoopback() && !isOwnName(String.valueOf(context.header("Host")))) {
            refuse(context, HttpStatus.MISDIRECTED_REQUEST, "This console answers to localhost only.\n");
            return;
        }
        String authorization = context.header("Authorization");
        if (OPEN.contains(context.path()) || door.admits(context.cookie(Door.COOKIE), authorization)) {
            return;
        }
        if (authorization != null) {
            refused.accept(client(context));
        }
        boolean page = context.path().equals("/");
        if (page) {
            context.redirect("/login", HttpStatus.SEE_OTHER);
            context.skipRemainingHandlers();
        } else {
            context.header("WWW-Authenticate", "Bearer");
            refuse(context, HttpStatus.UNAUTHORIZED, "Log in first, or send a token of HOOKLINE_CONSOLE_TOKEN.\n");
        }
    }

    private void login(Context context) {
        if (door.isShut()) {
            context.header("Retry-After", "60");
            refuse(context, HttpStatus.TOO_MANY_REQUESTS, "Too many wrong tokens: try again in a minute.\n");
            return;
        }
        String token = context.formParam("token");
        door.login(token == null ? "" : token)
                .ifPresentOrElse(
                        cookie -> {
                            context.cookie(new Cookie(
                                    Door.COOKIE,
                                    cookie,
                                    "/",
                                    (int) Door.LASTS.toSeconds(),
                                    secure,
                                    true,
                                    null,
                                    SameSite.STRICT));
                            context.redirect("/", HttpStatus.SEE_OTHER);
                        },
                        () -> {
                            refused.accept(client(context));
                            context.redirect("/login#wrong", HttpStatus.SEE_OTHER);
                        });
    }

    private static void refuse(Context context, HttpStatus status, String words) {
        context.status(status).contentType("text/plain; charset=utf-8").result(words);
        context.skipRemainingHandlers();
    }

    /** The address of the connection, not what a proxy or a client says of itself. */
    private static InetAddress client(Context context) {
        try {
            return InetAddress.getByName(context.req().getRemoteAddr());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("A connection has an address", e);
        }
    }

    private boolean isOwnName(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        String name = (end > 0 ? host.substring(0, end) : host).toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.contains(name) || name.equals(endpoint.address());
    }
}
