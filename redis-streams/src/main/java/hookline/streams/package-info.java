/** Every key, stream, channel and script that Hookline owns, typed, and the connections to them. */
@NullMarked
package hookline.streams;

import org.jspecify.annotations.NullMarked;
