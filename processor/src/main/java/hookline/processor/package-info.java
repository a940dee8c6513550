/** Consumes the raw streams as a member of the consumer group. */
@NullMarked
package hookline.processor;

import org.jspecify.annotations.NullMarked;
