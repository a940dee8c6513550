package hookline.processor.redact;

import java.util.Set;

/** Finds e-mail addresses; the user of an SSH remote or a URL, an SSH algorithm and {@code image@2x.png} are none. */
final class EmailAddress implements Detector {
    static final String KEYWORD = "@";

    private static final Set<String> NOT_TOP_LEVEL =
            Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "ts", "json", "html", "local");

    @Override
    public void inspect(Scan scan, int keywordStart, int keywordEnd) {
        int start = scan.runStart(CharClass.LOCALPART, keywordStart, 64);
        if (scan.at(start - 1) == '\\' && keywordStart - start > 1) {
            start++;
        }
        if (start == keywordStart || scan.suspects(start) || isNoPerson(scan, start, keywordStart)) {
            return;
        }
        int end = Math.min(scan.runEnd(CharClass.DOTTED, keywordEnd), keywordEnd + 255);
        while (end > keywordEnd && !CharClass.ALNUM.has(scan.at(end - 1))) {
            end--;
        }
        int dot = end;
        while (dot > keywordEnd && scan.at(dot - 1) != '.') {
            dot--;
        }
        boolean topLevel = dot > keywordEnd + 1 && end - dot >= 2 && scan.runStart(CharClass.ALPHA, end, 64) == dot;
        if (topLevel && !NOT_TOP_LEVEL.contains(scan.slice(dot, end)) && scan.at(keywordEnd) != '.') {
            scan.found(Finding.EMAIL, start, end);
        }
    }

    private static boolean isNoPerson(Scan scan, int start, int at) {
        boolean git = at - start == 3 && scan.matches("git", start);
        boolean algorithm = scan.matches("@openssh.com", at);
        return git || algorithm || (scan.at(start - 1) == '/' && scan.at(start - 2) == '/');
    }
}
