/** Finds and removes secrets in JSON and text; usable by itself. */
@NullMarked
package hookline.processor.redact;

import org.jspecify.annotations.NullMarked;
