/** What is checked out where a hook fired, read from the files of {@code .git}; git itself is never run. */
@NullMarked
package hookline.agent.git;

import org.jspecify.annotations.NullMarked;
