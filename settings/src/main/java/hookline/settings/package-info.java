/** Environment and files to immutable records; secrets that never print. */
@NullMarked
package hookline.settings;

import org.jspecify.annotations.NullMarked;
