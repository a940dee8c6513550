#!lua flags=allow-oom
-- Removes sessions that were last seen before a time; one that was seen again meanwhile stays.
-- KEYS  1 sessions, then the hash of each session
-- ARGV  1 epoch seconds, then the session ids in the order of the hashes
-- Returns how many were removed.

local removed = 0
for i = 2, #KEYS do
  local seen = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if seen and tonumber(seen) < tonumber(ARGV[1]) then
    redis.call('ZREM', KEYS[1], ARGV[i])
    redis.call('UNLINK', KEYS[i])
    removed = removed + 1
  end
end
return removed
