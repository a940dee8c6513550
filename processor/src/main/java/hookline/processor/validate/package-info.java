/** What may become an event, and what is a dead letter. */
@NullMarked
package hookline.processor.validate;

import org.jspecify.annotations.NullMarked;
