/** Follows the published events from the log, each session in order, and says what is missing. */
@NullMarked
package hookline.streams.reader;

import org.jspecify.annotations.NullMarked;
