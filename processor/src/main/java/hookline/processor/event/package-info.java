/** An event on its way through the processor, and what a stage makes of it. */
@NullMarked
package hookline.processor.event;

import org.jspecify.annotations.NullMarked;
