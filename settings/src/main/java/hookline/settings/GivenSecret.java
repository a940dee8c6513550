package hookline.settings;

/** A secret that was given as the value of a setting and stays what it is until the process starts anew. */
record GivenSecret(String origin, Secret secret) implements SecretSource {
    @Override
    public Secret read() {
        return secret;
    }
}
