package hookline.settings;

/** Whether published events also go to the channel of their partition, which only that partition's servers carry. */
public enum ShardedPubsub {
    FALSE,
    TRUE,
    /** And to no other: a cluster passes nothing between its nodes then. */
    ONLY
}
