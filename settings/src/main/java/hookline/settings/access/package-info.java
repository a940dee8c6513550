/** Who may come in to what a process serves, and what it shows of itself: both may change while it runs. */
@NullMarked
package hookline.settings.access;

import org.jspecify.annotations.NullMarked;
