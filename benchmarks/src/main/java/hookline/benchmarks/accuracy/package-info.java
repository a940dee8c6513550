/** How much of what is secret the redaction finds, and how much else it touches. */
@NullMarked
package hookline.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
