/** What a process tells about itself: metrics and health over HTTP. */
@NullMarked
package hookline.monitoring;

import org.jspecify.annotations.NullMarked;
