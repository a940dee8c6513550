package hookline.streams.access;

import java.util.List;
import java.util.Set;

/**
 * A user as a server knows it.
 *
 * @param flags such as {@code on} and {@code nopass}
 * @param passwords the SHA-256 of each password that lets the user in, in hexadecimal
 */
record AclUser(Set<String> flags, List<String> passwords) {
    AclUser {
        flags = Set.copyOf(flags);
        passwords = List.copyOf(passwords);
    }
}
