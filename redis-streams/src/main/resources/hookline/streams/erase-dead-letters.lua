#!lua flags=allow-oom
-- Removes dead letters from anywhere in their stream, and their places in the index.
-- KEYS  1 dead letters, 2 their index
-- ARGV  the entry id and the event id of each
-- Returns how many were removed.

local removed = 0
for i = 1, #ARGV, 2 do
  removed = removed + redis.call('XDEL', KEYS[1], ARGV[i])
  if redis.call('HGET', KEYS[2], ARGV[i + 1]) == ARGV[i] then redis.call('HDEL', KEYS[2], ARGV[i + 1]) end
end
return removed
