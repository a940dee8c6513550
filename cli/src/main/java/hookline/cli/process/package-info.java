/** Other programs that the command asks. */
@NullMarked
package hookline.cli.process;

import org.jspecify.annotations.NullMarked;
