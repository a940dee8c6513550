package hookline.benchmarks;

import java.util.Locale;

/** What a figure counts, and how it is written. */
enum Unit {
    MILLIS {
        @Override
        String text(double value) {
            return String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.1f ms", value);
        }
    },
    MICROS {
        @Override
        String text(double value) {
            return String.format(Locale.ROOT, "%.1f µs", value);
        }
    },
    PER_SECOND {
        @Override
        String text(double value) {
            return String.format(Locale.ROOT, "%,.0f/s", value);
        }
    },
    MEGABYTES {
        @Override
        String text(double value) {
            return String.format(Locale.ROOT, "%.0f MB", value);
        }
    },
    MEGABYTES_PER_SECOND {
        @Override
        String text(double value) {
            return String.format(Locale.ROOT, "%.1f MB/s", value);
        }
    };

    abstract String text(double value);
}
