package hookline.processor.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds every occurrence of many keywords in one pass over a text, in any ASCII case, and calls the detectors of each.
 * It is Aho and Corasick's automaton with all transitions written out: one table lookup a character, whatever the
 * number of keywords. Immutable.
 */
final class KeywordAutomaton {
    private static final int ROOT = 0;

    private final byte[] columnOf = new byte[128];
    private final int shift;
    private final char[] next;
    private final int firstAccepting;
    private final Match[][] matches;

    KeywordAutomaton(Map<String, List<Detector>> detectorsByKeyword) {
        int columns = 1;
        for (String keyword : detectorsByKeyword.keySet()) {
            for (int i = 0; i < keyword.length(); i++) {
                char c = keyword.charAt(i);
                if (c >= 128 || (c >= 'A' && c <= 'Z')) {
                    throw new IllegalArgumentException("keyword \"" + keyword + "\" is not lower-case ASCII");
                }
                if (columnOf[c] == 0) {
                    columnOf[c] = (byte) columns++;
                }
            }
        }
        for (char c = 'a'; c <= 'z'; c++) {
            columnOf[c - 32] = columnOf[c];
        }
        shift = 32 - Integer.numberOfLeadingZeros(columns - 1);

        List<Node> nodes = trie(detectorsByKeyword, columns);
        link(nodes, columns);
        firstAccepting = number(nodes);
        next = new char[nodes.size() << shift];
        matches = new Match[nodes.size() - firstAccepting][];
        for (Node node : nodes) {
            for (int column = 0; column < columns; column++) {
                next[(node.number << shift) + column] = (char) nodes.get(node.next[column]).number;
            }
            if (!node.matches.isEmpty()) {
                matches[node.number - firstAccepting] = node.matches.toArray(Match[]::new);
            }
        }
    }

    void scan(char[] text, Scan scan) {
        int state = ROOT;
        int to = scan.to();
        for (int i = scan.from(); i < to; i++) {
            char c = text[i];
            state = next[(state << shift) + (c < 128 ? columnOf[c] : 0)];
            if (state >= firstAccepting) {
                report(matches[state - firstAccepting], i + 1, scan);
            }
        }
    }

    private static void report(Match[] ending, int end, Scan scan) {
        for (Match match : ending) {
            int start = end - match.length;
            if (!scan.covers(start)) {
                match.detector.inspect(scan, start, end);
            }
        }
    }

    private List<Node> trie(Map<String, List<Detector>> detectorsByKeyword, int columns) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(columns));
        detectorsByKeyword.forEach((keyword, detectors) -> {
            int at = ROOT;
            for (int i = 0; i < keyword.length(); i++) {
                int column = columnOf[keyword.charAt(i)];
                if (nodes.get(at).next[column] == ROOT) {
                    nodes.get(at).next[column] = nodes.size();
                    nodes.add(new Node(columns));
                }
                at = nodes.get(at).next[column];
            }
            for (Detector detector : detectors) {
                nodes.get(at).matches.add(new Match(keyword.length(), detector));
            }
        });
        if (nodes.size() > Character.MAX_VALUE) {
            throw new IllegalArgumentException("too many keywords");
        }
        return nodes;
    }

    private static void link(List<Node> nodes, int columns) {
        int[] fallback = new int[nodes.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(ROOT);
        while (!queue.isEmpty()) {
            int at = queue.remove();
            Node node = nodes.get(at);
            Node behind = nodes.get(fallback[at]);
            if (at != ROOT) {
                node.matches.addAll(behind.matches);
            }
            for (int column = 0; column < columns; column++) {
                int child = node.next[column];
                if (child == ROOT) {
                    node.next[column] = behind.next[column];
                } else {
                    fallback[child] = at == ROOT ? ROOT : behind.next[column];
                    queue.add(child);
                }
            }
        }
    }

    /** Gives accepting states the highest numbers, so that the pass tells them by one comparison. */
    private static int number(List<Node> nodes) {
        int number = 0;
        for (Node node : nodes) {
            if (node.matches.isEmpty()) {
                node.number = number++;
            }
        }
        int firstAccepting = number;
        for (Node node : nodes) {
            if (!node.matches.isEmpty()) {
                node.number = number++;
            }
        }
        return firstAccepting;
    }

    private record Match(int length, Detector detector) {}

    private static final class Node {
        private final int[] next;
        private final List<Match> matches = new ArrayList<>();
        private int number;

        Node(int columns) {
            next = new int[columns];
        }
    }
}
