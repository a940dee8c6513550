/** What is measured by JMH, in a JVM of its own for every figure. */
@NullMarked
package hookline.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
