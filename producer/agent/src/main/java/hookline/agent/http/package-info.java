/** Hooks that arrive over HTTP, and who may send them. */
@NullMarked
package hookline.agent.http;

import org.jspecify.annotations.NullMarked;
