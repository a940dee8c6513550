package hookline.settings;

import static hookline.settings.Fallback.absent;
import static hookline.settings.Fallback.computed;
import static hookline.settings.Fallback.text;
import static hookline.settings.SettingType.absolutePath;
import static hookline.settings.SettingType.bytes;
import static hookline.settings.SettingType.days;
import static hookline.settings.SettingType.duration;
import static hookline.settings.SettingType.host;
import static hookline.settings.SettingType.httpUrl;
import static hookline.settings.SettingType.member;
import static hookline.settings.SettingType.onOrOff;
import static hookline.settings.SettingType.oneOf;
import static hookline.settings.SettingType.path;
import static hookline.settings.SettingType.size;
import static hookline.settings.SettingType.trueOrFalse;
import static hookline.settings.SettingType.wholeNumber;
import static hookline.settings.UsedBy.AGENT;
import static hookline.settings.UsedBy.CONNECTED;
import static hookline.settings.UsedBy.EVERYTHING;
import static hookline.settings.UsedBy.HOOKS;
import static hookline.settings.UsedBy.PROCESSOR;
import static hookline.settings.UsedBy.READERS;
import static hookline.settings.UsedBy.RETENTION;
import static hookline.settings.UsedBy.SERVICES;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** The {@code HOOKLINE_} variables: what Hookline itself does. */
final class HooklineVariables {
    static final Setting<Path> HOME = Setting.of(
            "HOOKLINE_HOME",
            absolutePath(),
            text("~/.hookline"),
            EnumSet.of(HOOKS, AGENT, RETENTION),
            "Holds the spool, generated keys and embedded data; mode 0700.");
    static final Setting<Integer> MAX_PAYLOAD_SIZE = Setting.withBareAlias(
            "HOOKLINE_MAX_PAYLOAD_SIZE",
            bytes(1024, 64 << 20),
            text("1048576"),
            EnumSet.of(HOOKS, AGENT, PROCESSOR),
            "The largest event that is taken, in bytes, not characters.");
    static final Setting<Long> SPOOL_MAX_BYTES = Setting.of(
            "HOOKLINE_SPOOL_MAX_BYTES",
            size("1MiB", "16TiB"),
            text("1GiB"),
            EnumSet.of(AGENT),
            "What the spool may take on disk, in blocks of 4 KiB; beyond it hooks keep no further events and count them.");
    static final Setting<Boolean> TRIM = Setting.of(
            "HOOKLINE_TRIM",
            onOrOff(),
            text("on"),
            EnumSet.of(AGENT),
            "Whether bulk that no reader needs, such as images in base64 and `originalFile`, is replaced by its length and SHA-256 before an event leaves.");
    static final Setting<Integer> PARTITIONS = Setting.of(
            "HOOKLINE_PARTITIONS",
            wholeNumber(1, 1024),
            absent("what Redis has stored; else 1, or 16 with a cluster"),
            CONNECTED,
            "Over how many partitions sessions are spread; another count than the stored one is refused.");

    static final Setting<Integer> BATCH_SIZE = Setting.withBareAlias(
            "HOOKLINE_BATCH_SIZE",
            wholeNumber(1, 1024),
            text("128"),
            EnumSet.of(AGENT),
            "The agent ships at this many events, unless the timeout comes first.");
    static final Setting<Duration> BATCH_TIMEOUT = Setting.withBareAlias(
            "HOOKLINE_BATCH_TIMEOUT",
            duration("1ms", "10s"),
            text("5ms"),
            EnumSet.of(AGENT),
            "The agent ships after this time, unless the batch is full first.");
    static final Setting<Duration> RESEND_WINDOW = Setting.of(
            "HOOKLINE_RESEND_WINDOW",
            duration("1ms", "1h"),
            text("10s"),
            EnumSet.of(AGENT),
            "How long a confirmed event is kept, to be sent again after a reconnect: what a failover may lose.");

    static final Setting<String> MEMBER = Setting.of(
            "HOOKLINE_MEMBER",
            member(),
            computed("host name and process id", ThisProcess::name),
            EnumSet.of(PROCESSOR),
            "This processor's name in the consumer group.");
    static final Setting<Integer> MAX_CONCURRENT = Setting.withBareAlias(
            "HOOKLINE_MAX_CONCURRENT",
            wholeNumber(1, 256),
            computed("number of cores", ThisProcess::cores),
            EnumSet.of(PROCESSOR),
            "Processing threads.");
    static final Setting<UnknownEvents> UNKNOWN_EVENTS = Setting.of(
            "HOOKLINE_UNKNOWN_EVENTS",
            oneOf(UnknownEvents.class),
            text("accept"),
            EnumSet.of(PROCESSOR),
            "What becomes of a well-formed event of a type that nobody has heard of: published, or dead-lettered.");
    static final Setting<Duration> CLAIM_IDLE = Setting.of(
            "HOOKLINE_CLAIM_IDLE",
            duration("100ms", "1h"),
            text("30s"),
            EnumSet.of(PROCESSOR),
            "After this time without a sign of life, another processor takes over an entry.");
    static final Setting<Integer> MAX_DELIVERIES = Setting.of(
            "HOOKLINE_MAX_DELIVERIES",
            wholeNumber(1, 100),
            text("5"),
            EnumSet.of(PROCESSOR),
            "Deliveries after which an entry that nobody survives is dead-lettered.");

    static final Setting<Duration> RETENTION_DAYS = Setting.withBareAlias(
            "HOOKLINE_RETENTION_DAYS",
            days("0.000001", "36500"),
            text("30"),
            EnumSet.of(RETENTION),
            "The age at which what was published is removed.");
    static final Setting<Long> RETENTION_MAX_BYTES = Setting.of(
            "HOOKLINE_RETENTION_MAX_BYTES",
            size("1MiB", "16TiB"),
            absent("no limit"),
            EnumSet.of(RETENTION),
            "What published events may take together, as JSON; beyond it the oldest are removed before their age, but none within the dedupe window.");
    static final Setting<Duration> DEAD_LETTER_RETENTION = Setting.of(
            "HOOKLINE_DEAD_LETTER_RETENTION",
            duration("1s", "36500d"),
            absent("as long as what was published"),
            EnumSet.of(RETENTION),
            "The age at which dead letters are removed, but none within the dedupe window.");
    static final Setting<Duration> RAW_MAX_AGE = Setting.of(
            "HOOKLINE_RAW_MAX_AGE",
            duration("1h", "36500d"),
            absent("no limit"),
            EnumSet.of(RETENTION),
            "How long an event may wait for a processor; beyond it a dead letter without the event takes its place, and it is counted as lost.");
    static final Setting<Duration> DEDUPE_WINDOW = Setting.of(
            "HOOKLINE_DEDUPE_WINDOW",
            duration("1s", "30d"),
            text("1h"),
            EnumSet.of(RETENTION),
            "No event younger than this is removed, since its hash is what makes a second delivery harmless.");
    static final Setting<Duration> ERASURE_MEMORY = Setting.of(
            "HOOKLINE_ERASURE_MEMORY",
            duration("1h", "36500d"),
            text("400d"),
            EnumSet.of(RETENTION),
            "How long what `hookline erase` erased is refused when it arrives late; longer than any host may be away with events in its spool.");

    static final Setting<Path> REDACTION_RULES = Setting.of(
            "HOOKLINE_REDACTION_RULES",
            absolutePath(),
            absent("the standard rules"),
            EnumSet.of(PROCESSOR),
            "File of redaction rules that are added to the standard ones, or take some away.");
    static final Setting<Boolean> REDACTION_FINGERPRINT = Setting.of(
            "HOOKLINE_REDACTION_FINGERPRINT",
            trueOrFalse(),
            text("false"),
            EnumSet.of(PROCESSOR),
            "Whether `[REDACTED:<rule>]` also tells by eight hexadecimal digits which secrets are equal.");
    static final Setting<Secret> REDACTION_FINGERPRINT_KEY = Setting.secret(
            "HOOKLINE_REDACTION_FINGERPRINT_KEY",
            EnumSet.of(PROCESSOR),
            "The key of these digits, at least 32 characters; whoever has it can try out guesses.");

    static final Setting<Boolean> ENCRYPTION = Setting.of(
            "HOOKLINE_ENCRYPTION",
            onOrOff(),
            text("on"),
            EnumSet.of(PROCESSOR),
            "Whether payloads are published encrypted; `off` warns at every start.");
    static final Setting<Secret> SEALING_PUBLIC_KEY = Setting.secret(
            "HOOKLINE_SEALING_PUBLIC_KEY", EnumSet.of(AGENT), "The Tink keyset that raw events are sealed to.");
    static final Setting<Secret> SEALING_KEYSET =
            Setting.secret("HOOKLINE_SEALING_KEYSET", EnumSet.of(PROCESSOR), "The Tink keyset that opens raw events.");
    static final Setting<Secret> ENCRYPTION_KEYSET = Setting.secret(
            "HOOKLINE_ENCRYPTION_KEYSET",
            EnumSet.of(PROCESSOR, READERS),
            "The Tink keyset that encrypts and decrypts payloads.");
    static final Setting<Secret> OLDER_PASSPHRASE = Setting.secret(
            "ENCRYPTION_KEY",
            EnumSet.of(READERS),
            "The passphrase of the shell publisher that came before, with which `hookline decrypt` opens what that wrote.");

    static final Setting<Secret> AUDIT_KEY = Setting.secret(
            "HOOKLINE_AUDIT_KEY",
            CONNECTED,
            "Signs the audit: at least 32 characters; several, divided by spaces, line ends or commas, where one follows another, the first of which signs.");
    static final Setting<Path> AUDIT_FILE = Setting.of(
            "HOOKLINE_AUDIT_FILE",
            absolutePath(),
            absent("Redis alone"),
            CONNECTED,
            "File of JSON lines that the audit is written to as well, mode 0600; it also takes what Redis cannot while it is away.");
    static final Setting<Duration> AUDIT_RETENTION = Setting.of(
            "HOOKLINE_AUDIT_RETENTION",
            duration("1d", "36500d"),
            text("400d"),
            EnumSet.of(RETENTION),
            "The age at which entries of the audit in Redis are removed.");

    static final Setting<Boolean> REQUIRE_SEALED = Setting.of(
            "HOOKLINE_REQUIRE_SEALED",
            trueOrFalse(),
            text("false"),
            EnumSet.of(PROCESSOR),
            "Whether plain entries of other producers are dead-lettered, so that only agents can produce.");

    static final Setting<Secret> TOTP_SECRET = Setting.secret(
            "HOOKLINE_TOTP_SECRET",
            EnumSet.of(READERS),
            "The secret, in Base32, of the one-time codes that sensitive commands ask for; `hookline totp enroll` makes one.");

    static final Setting<Secret> AGENT_TOKEN = Setting.secret(
            "HOOKLINE_AGENT_TOKEN",
            EnumSet.of(AGENT),
            "Bearer tokens that `POST /hook` asks for, each of at least 16 characters, divided by spaces, line ends or commas, so that an old and a new one can hold at once; required to listen beyond loopback.");
    static final Setting<Integer> AGENT_RATE_LIMIT = Setting.of(
            "HOOKLINE_AGENT_RATE_LIMIT",
            wholeNumber(0, 100_000),
            text("10"),
            EnumSet.of(AGENT),
            "Events a second that one client on another host may post, and as many at once; 0 for no limit, where a proxy in front sets one.");
    static final Setting<Path> AGENT_TLS_CERT = Setting.of(
            "HOOKLINE_AGENT_TLS_CERT",
            path(),
            absent("plain HTTP"),
            EnumSet.of(AGENT),
            "PEM file of the agent's certificate and its chain; required to listen beyond loopback.");
    static final Setting<Path> AGENT_TLS_KEY = Setting.of(
            "HOOKLINE_AGENT_TLS_KEY",
            path(),
            absent("plain HTTP"),
            EnumSet.of(AGENT),
            "PEM file of that certificate's private key, in PKCS #8, mode 0600.");

    static final Setting<String> BIND_ADDRESS = Setting.of(
            "HOOKLINE_BIND_ADDRESS",
            host(),
            text("127.0.0.1"),
            SERVICES,
            "The address that the ports below listen on.");
    static final Setting<Integer> AGENT_PORT = port("AGENT", 7720, AGENT, "hooks, metrics and health");
    static final Setting<Integer> PROCESSOR_PORT = port("PROCESSOR", 7722, PROCESSOR, "metrics and health");
    static final Setting<Integer> RETENTION_PORT = port("RETENTION", 7723, RETENTION, "metrics and health");
    static final Setting<URI> OTLP_URL = Setting.of(
            "HOOKLINE_OTLP_URL",
            httpUrl(),
            absent("nothing is sent"),
            SERVICES,
            "Where metrics are sent by OTLP over HTTP, once a minute, such as `https://collector.example/v1/metrics`.");
    static final Setting<Secret> OTLP_HEADERS = Setting.secret(
            "HOOKLINE_OTLP_HEADERS",
            SERVICES,
            "HTTP headers for that, as `name=value`, comma-separated, such as a token; beyond this host only over"
                    + " `https`.");
    static final Setting<Integer> MAX_MEMORY_MB = Setting.withBareAlias(
            "HOOKLINE_MAX_MEMORY_MB",
            wholeNumber(32, 1 << 20),
            absent("set by the launcher"),
            EVERYTHING,
            "The heap limit that the launcher gives the JVM of each process.");
    static final Setting<LogLevel> LOG_LEVEL =
            Setting.of("HOOKLINE_LOG_LEVEL", oneOf(LogLevel.class), text("info"), EVERYTHING, "What is logged.");
    static final Setting<LogFormat> LOG_FORMAT = Setting.of(
            "HOOKLINE_LOG_FORMAT",
            oneOf(LogFormat.class),
            text("text"),
            SERVICES,
            "`text` for readable lines, `json` for one JSON object a line.");

    static final List<SettingGroup> GROUPS = List.of(
            new SettingGroup("Events", List.of(HOME, MAX_PAYLOAD_SIZE, SPOOL_MAX_BYTES, TRIM, PARTITIONS)),
            new SettingGroup("Sending", List.of(BATCH_SIZE, BATCH_TIMEOUT, RESEND_WINDOW)),
            new SettingGroup(
                    "Processing",
                    List.of(
                            MEMBER,
                            MAX_CONCURRENT,
                            UNKNOWN_EVENTS,
                            REQUIRE_SEALED,
                            REDACTION_RULES,
                            REDACTION_FINGERPRINT,
                            REDACTION_FINGERPRINT_KEY,
                            CLAIM_IDLE,
                            MAX_DELIVERIES)),
            new SettingGroup(
                    "Retention",
                    List.of(
                            RETENTION_DAYS,
                            RETENTION_MAX_BYTES,
                            DEAD_LETTER_RETENTION,
                            RAW_MAX_AGE,
                            DEDUPE_WINDOW,
                            ERASURE_MEMORY)),
            new SettingGroup(
                    "Keys",
                    List.of(ENCRYPTION, SEALING_PUBLIC_KEY, SEALING_KEYSET, ENCRYPTION_KEYSET, OLDER_PASSPHRASE)),
            new SettingGroup("Audit", List.of(AUDIT_KEY, AUDIT_FILE, AUDIT_RETENTION, TOTP_SECRET)),
            new SettingGroup(
                    "Receiving hooks over HTTP", List.of(AGENT_TOKEN, AGENT_RATE_LIMIT, AGENT_TLS_CERT, AGENT_TLS_KEY)),
            new SettingGroup("Ports", List.of(BIND_ADDRESS, AGENT_PORT, PROCESSOR_PORT, RETENTION_PORT)),
            new SettingGroup("Sending metrics", List.of(OTLP_URL, OTLP_HEADERS)),
            new SettingGroup("Every process", List.of(MAX_MEMORY_MB, LOG_LEVEL, LOG_FORMAT)));

    private HooklineVariables() {}

    private static Setting<Integer> port(String process, int number, UsedBy user, String serves) {
        return Setting.of(
                "HOOKLINE_" + process + "_PORT",
                wholeNumber(0, 65535),
                text(String.valueOf(number)),
                EnumSet.of(user),
                "Port for " + serves + "; 0 picks a free one and prints it.");
    }
}
