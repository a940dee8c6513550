/** Copies of what was published, in files: written by {@code hookline export}, read by {@code hookline import}. */
@NullMarked
package hookline.schemas.copy;

import org.jspecify.annotations.NullMarked;
