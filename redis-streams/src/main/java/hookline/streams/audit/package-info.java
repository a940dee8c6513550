/** Who did what that matters for security, in chains in which every change shows. */
@NullMarked
package hookline.streams.audit;

import org.jspecify.annotations.NullMarked;
