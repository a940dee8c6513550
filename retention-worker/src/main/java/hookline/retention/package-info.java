/** Removes what is older than the configured age, and never what is not yet processed. */
@NullMarked
package hookline.retention;

import org.jspecify.annotations.NullMarked;
