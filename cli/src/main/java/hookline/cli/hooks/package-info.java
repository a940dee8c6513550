/** Puts hooks into Claude Code's settings, and takes them out again, without touching anything else there. */
@NullMarked
package hookline.cli.hooks;

import org.jspecify.annotations.NullMarked;
