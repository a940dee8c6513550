/** Takes spooled events over, numbers and seals them, and ships them to Redis. */
@NullMarked
package hookline.agent;

import org.jspecify.annotations.NullMarked;
