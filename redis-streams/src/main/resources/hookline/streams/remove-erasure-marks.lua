#!lua flags=allow-oom
-- Removes marks of erasures from before a time; one that was set again meanwhile stays.
-- KEYS  1 what was erased
-- ARGV  1 epoch milliseconds, then the marks
-- Returns how many were removed.

local removed = 0
for i = 2, #ARGV do
  local time = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '')
  if time and time < tonumber(ARGV[1]) then removed = removed + redis.call('HDEL', KEYS[1], ARGV[i]) end
end
return removed
