/** Measures the whole system from outside, each figure next to what it is compared with. */
@NullMarked
package hookline.benchmarks;

import org.jspecify.annotations.NullMarked;
