/** The hookline command. */
@NullMarked
package hookline.cli;

import org.jspecify.annotations.NullMarked;
