/** A Redis server that Hookline starts and stops itself. */
@NullMarked
package hookline.embedded;

import org.jspecify.annotations.NullMarked;
