package hookline.cli.hooks;

/** One name of an object with its value; it starts where the name does. */
record JsonMember(String name, int start, JsonNode value) implements JsonPart {
    @Override
    public int end() {
        return value.end();
    }
}
