/** Who may log in to Redis, asked of each server by itself: users and connections are no data, so none passes them on. */
@NullMarked
package hookline.streams.access;

import org.jspecify.annotations.NullMarked;
