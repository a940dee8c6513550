package hookline.benchmarks;

import java.nio.charset.StandardCharsets;

/** Invented hook events of 1 KB, as a tool call of a coding session makes them. */
final class SampleEvents {
    static final int BYTES = 1024;
    private static final String CWD = "/bench/";
    private static final String FILLER =
            "the build went through and every test of the module passed, as it did before ";

    private SampleEvents() {}

    /**
     * One event in ASCII.
     *
     * @param number stands in its working folder, which is published in the clear
     */
    static byte[] event(String session, int number) {
        String start = "{\"session_id\":\"" + session + "\",\"transcript_path\":\"/bench/transcript.jsonl\",\"cwd\":\""
                + CWD
                + number + "\",\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":"
                + "\"mvn verify\"},\"tool_response\":{\"stdout\":\"";
        String end = "\"}}";
        StringBuilder event = new StringBuilder(BYTES).append(start);
        while (event.length() < BYTES - end.length()) {
            event.append(FILLER, 0, Math.min(FILLER.length(), BYTES - end.length() - event.length()));
        }
        return event.append(end).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The number of a published event, or -1 where it is none of these. */
    static int numberOf(String publishedLine) {
        String before = "\"cwd\":\"" + CWD;
        int start = publishedLine.indexOf(before);
        int end = start < 0 ? -1 : publishedLine.indexOf('"', start + before.length());
        return end < 0 ? -1 : Integer.parseInt(publishedLine, start + before.length(), end, 10);
    }
}
