/** Has the operating system start Hookline at every login. */
@NullMarked
package hookline.cli.service;

import org.jspecify.annotations.NullMarked;
