/** The way into the pipeline: the spool on disk, without any dependency. */
@NullMarked
package hookline.client;

import org.jspecify.annotations.NullMarked;
