package hookline.cli.hooks;

/** Something that stands in a JSON text, from {@link #start} up to and without {@link #end}, counted in chars. */
interface JsonPart {
    int start();

    int end();
}
