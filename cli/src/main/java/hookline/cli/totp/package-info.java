/** The second factor of sensitive commands: one-time codes by time. */
@NullMarked
package hookline.cli.totp;

import org.jspecify.annotations.NullMarked;
