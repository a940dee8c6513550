package hookline.benchmarks.texts;

/** What an expression drew: the secret, and the characters that came with it. */
record Drawn(String before, String secret, String after) {}
