package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    /** Only root can give files away; anybody else finds that the owner stays the same. */
    @Test
    void aFileThatIsReplacedKeepsItsOwnerAndIsOpenToNobodyElse() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "old");
        UserPrincipal owner = Files.getOwner(file);
        if (owner.getName().equals("root")) {
            owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            Files.setOwner(file, owner);
        }
        new Home(folder).write(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals(owner, Files.getOwner(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
