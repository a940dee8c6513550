/** The web page of sessions and of the pipeline, which changes nothing. */
@NullMarked
package hookline.console;

import org.jspecify.annotations.NullMarked;
