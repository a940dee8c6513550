/** Looks once through a captured payload: whose it is, where it came from, and what of it is bulk. */
@NullMarked
package hookline.agent.scan;

import org.jspecify.annotations.NullMarked;
