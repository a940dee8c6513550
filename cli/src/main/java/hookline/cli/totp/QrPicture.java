package hookline.cli.totp;

import io.nayuki.qrcodegen.QrCode;

/** Draws a QR code with characters, two modules in each: dark on light whatever the terminal's colours are. */
public final class QrPicture {
    private static final int QUIET = 2;
    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String PLAIN = "\u001b[0m";

    private QrPicture() {}

    public static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder picture = new StringBuilder();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            picture.append(BLACK_ON_WHITE);
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                boolean upper = code.getModule(x, y);
                boolean lower = code.getModule(x, y + 1);
                picture.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
            }
            picture.append(PLAIN).append('\n');
        }
        return picture.toString();
    }
}
