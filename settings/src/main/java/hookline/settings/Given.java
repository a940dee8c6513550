package hookline.settings;

/** What somebody set: under which name, to what, and where. */
record Given(String name, String text, String origin) {
    @Override
    public String toString() {
        return name + " (" + origin + ')';
    }
}
