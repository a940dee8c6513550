/** Opens what agents sealed, and closes what leaves. */
@NullMarked
package hookline.processor.encrypt;

import org.jspecify.annotations.NullMarked;
