#!lua flags=allow-oom
-- Removes a run of dead letters at the head of their stream, and their places in the index.
-- KEYS  1 dead letters, 2 their index
-- ARGV  1 the first entry id to keep, then the entry id and the event id of each in the run
-- Returns how many were removed.

for i = 2, #ARGV, 2 do
  if redis.call('HGET', KEYS[2], ARGV[i + 1]) == ARGV[i] then redis.call('HDEL', KEYS[2], ARGV[i + 1]) end
end
return redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[1])
