/** Texts with and without secrets, each with what it is labelled: read from files, or made up by description. */
@NullMarked
package hookline.benchmarks.texts;

import org.jspecify.annotations.NullMarked;
