package hookline.benchmarks.texts;

import java.util.Optional;

/**
 * A text and what there is to find in it.
 *
 * @param id where it comes from, safe to print: a file and its line, or how it was made
 * @param group what it has in common with others, such as the rule that it was meant for
 * @param secret whether anything in it is secret
 * @param part exactly what is secret, where that is known
 */
public record LabelledText(String id, String group, boolean secret, String text, Optional<String> part) {}
