#!lua flags=allow-oom
-- Removes a run of dead letters at the head of their stream, and their places in the index.
-- KEYS  1 dead letters, 2 their index
-- ARGV  1 the first entry id to keep, then the event ids of the run
-- Returns how many were removed.

if #ARGV > 1 then redis.call('HDEL', KEYS[2], unpack(ARGV, 2)) end
return redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[1])
