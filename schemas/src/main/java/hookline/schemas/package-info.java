/** What travels: the Avro records with their codec, the hook types and the published JSON. */
@NullMarked
package hookline.schemas;

import org.jspecify.annotations.NullMarked;
