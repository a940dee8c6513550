/** How an event is closed on its way: sealed to the processors before Redis, encrypted for readers behind it. */
@NullMarked
package hookline.schemas.crypto;

import org.jspecify.annotations.NullMarked;
