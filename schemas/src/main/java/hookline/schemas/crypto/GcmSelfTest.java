package hookline.schemas.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether this machine's AES-GCM gives the same bytes however it is fed, once a process.
 *
 * <p>JDK-8371864 broke it for certain lengths on some processors, where one long step takes another path through the
 * hardware than many short ones.
 */
final class GcmSelfTest {
    private static final int STEP = 1024;

    private GcmSelfTest() {}

    private static final class Once {
        private static final boolean PASSED = agrees();
    }

    /**
     * Returns where it does.
     *
     * @throws GeneralSecurityException where it does not
     */
    static void passed() throws GeneralSecurityException {
        if (!Once.PASSED) {
            throw new GeneralSecurityException("AES-GCM of this Java and this processor is broken (as by JDK-8371864);"
                    + " update Java, or start it with -XX:-UseAESIntrinsics");
        }
    }

    private static boolean agrees() {
        Random random = new Random(1);
        byte[] key = new byte[32];
        byte[] text = new byte[1 << 20];
        random.nextBytes(key);
        random.nextBytes(text);
        try {
            for (int length = 0; length <= 4096; length += 17) {
                if (!agrees(key, text, length)) {
                    return false;
                }
            }
            for (int power = 13; power <= 20; power++) {
                for (int length = (1 << power) - 17; length <= Math.min(text.length, (1 << power) + 17); length += 17) {
                    if (!agrees(key, text, length)) {
                        return false;
                    }
                }
            }
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean agrees(byte[] key, byte[] text, int length) throws GeneralSecurityException {
        // The nonce is used once for each length, and the text is no secret.
        byte[] nonce = {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
        byte[] whole = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(text, 0, length);
        Cipher stepwise = cipher(Cipher.ENCRYPT_MODE, key, nonce);
        byte[] steps = new byte[whole.length];
        int at = 0;
        int from = 0;
        for (; length - from > STEP; from += STEP) {
            at += stepwise.update(text, from, STEP, steps, at);
        }
        stepwise.doFinal(text, from, length - from, steps, at);
        byte[] back = cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(whole);
        return Arrays.equals(whole, steps) && Arrays.equals(back, 0, back.length, text, 0, length);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        return cipher;
    }
}
