#!lua flags=allow-oom
-- Removes a run of events at the head of the log, hashes first: a crash in between leaves log entries whose hashes are
-- gone, which the next run removes.
-- KEYS  1 log, then the hash of each event in the run
-- ARGV  1 the first entry id to keep
-- Returns how many hashes and how many log entries were removed.

local hashes = 0
for i = 2, #KEYS do hashes = hashes + redis.call('UNLINK', KEYS[i]) end
return {hashes, redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[1])}
