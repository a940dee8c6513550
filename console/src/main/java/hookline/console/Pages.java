package hookline.console;

import hookline.monitoring.Monitoring;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StoredSessions.StoredSession;
import hookline.streams.reader.Position;
import hookline.streams.reader.ReaderOptions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every address that the console answers, at most 32 of them as streams at once. Thread-safe. */
final class Pages {
    private static final Logger log = LoggerFactory.getLogger(Pages.class);
    private static final int MOST_STREAMS = 32;
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(7);

    /** A session's first event may have been committed within the second that its hash names. */
    private static final Duration A_LITTLE_BEFORE = Duration.ofSeconds(2);

    private final Lookups lookups;
    private final Supplier<LiveStream> streams;
    private final PipelineHistory history;
    private final Monitoring monitoring;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_STREAMS);

    Pages(
            Lookups lookups,
            Supplier<LiveStream> streams,
            PipelineHistory history,
            Monitoring monitoring,
            InstantSource clock) {
        this.lookups = lookups;
        this.streams = streams;
        this.history = history;
        this.monitoring = monitoring;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/live", this::live);
        routes.get("/api/sessions", context -> json(context, Optional.of(lookups.sessions())));
        routes.get("/api/sessions/{session}", context -> json(context, lookups.session(context.pathParam("session"))));
        routes.get("/api/events/{id}", context -> json(context, lookups.event(context.pathParam("id"))));
        routes.get("/api/pipeline", context -> json(context, Optional.of(PipelineJson.of(history.moments()))));
        routes.get("/metrics", context -> text(context, HttpStatus.OK, monitoring.scrape()));
        routes.get("/health/live", context -> text(context, HttpStatus.OK, "ok\n"));
        routes.get("/health/ready", context -> {
            Optional<String> problem = history.problem();
            text(
                    context,
                    problem.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                    problem.orElse("ok").replaceAll("\\p{Cntrl}+", " ") + "\n");
        });
        routes.get("/*", Pages::asset);
        routes.exception(
                RedisUnavailableException.class,
                (e, context) -> text(context, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + "\n"));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> text(context, HttpStatus.BAD_REQUEST, e.getMessage() + "\n"));
        routes.exception(Exception.class, (e, context) -> {
            log.warn("{} failed", context.path(), e);
            text(context, HttpStatus.INTERNAL_SERVER_ERROR, "The console failed at this; its log says why.\n");
        });
    }

    /** On the request's own thread: a tab that reads slowly holds up nobody else. */
    private void live(Context context) throws IOException {
        ReaderOptions options = options(context);
        if (!places.tryAcquire()) {
            context.header("Retry-After", "10");
            text(context, HttpStatus.SERVICE_UNAVAILABLE, "32 tabs are open already: close one.\n");
            return;
        }
        try {
            context.contentType("text/event-stream; charset=utf-8");
            context.header("X-Accel-Buffering", "no");
            OutputStream out = context.res().getOutputStream();
            streams.get()
                    .sendTo(
                            message -> {
                                out.write(message.getBytes(StandardCharsets.UTF_8));
                                out.flush();
                            },
                            options);
        } catch (IOException e) {
            log.debug("A tab is gone: {}", e.getMessage());
        } finally {
            places.release();
        }
    }

    private ReaderOptions options(Context context) {
        String session = context.queryParam("session");
        Optional<String> position = Optional.ofNullable(context.header("Last-Event-ID"))
                .or(() -> Optional.ofNullable(context.queryParam("from")));
        ReaderOptions options = position.map(text -> ReaderOptions.from(Position.parse(text)))
                .or(() -> Optional.ofNullable(session)
                        .flatMap(lookups::find)
                        .map(StoredSession::firstSeen)
                        .map(Pages::behind))
                .or(() -> Optional.ofNullable(context.queryParam("seconds")).map(this::lookBack))
                .orElseGet(ReaderOptions::fromNow);
        return session == null
                ? options
                : options.only(entry -> entry.sessionId().equals(session));
    }

    private ReaderOptions lookBack(String seconds) {
        if (!seconds.matches("\\d{1,6}") || Long.parseLong(seconds) > LONGEST_LOOK_BACK.toSeconds()) {
            throw new IllegalArgumentException("seconds is a whole number up to " + LONGEST_LOOK_BACK.toSeconds());
        }
        return behind(clock.instant().minusSeconds(Long.parseLong(seconds)));
    }

    private static ReaderOptions behind(Instant time) {
        return ReaderOptions.behind(Math.max(0, time.minus(A_LITTLE_BEFORE).toEpochMilli()) + "-0");
    }

    private static void asset(Context context) {
        Optional<Assets.Asset> asset = Assets.at(context.path());
        if (asset.isPresent()) {
            context.contentType(asset.get().type()).result(asset.get().text());
        } else {
            text(context, HttpStatus.NOT_FOUND, "There is nothing at this address.\n");
        }
    }

    private static void json(Context context, Optional<String> json) {
        if (json.isPresent()) {
            context.contentType("application/json; charset=utf-8").result(json.get());
        } else {
            text(context, HttpStatus.NOT_FOUND, "It is not there: removed, erased, or never was.\n");
        }
    }

    private static void text(Context context, HttpStatus status, String words) {
        context.status(status).contentType("text/plain; charset=utf-8").result(words);
    }
}
