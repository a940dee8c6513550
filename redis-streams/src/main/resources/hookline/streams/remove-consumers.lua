#!lua flags=allow-oom
-- Removes consumers that have nothing pending and have not asked for anything for a while; one that comes back is made
-- anew by its first reading.
-- KEYS  1 raw stream
-- ARGV  1 group, 2 idle time in milliseconds
-- Returns how many were removed.

if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return 0 end
local removed = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local info = {}
  for i = 1, #consumer, 2 do info[consumer[i]] = consumer[i + 1] end
  if info['pending'] == 0 and info['idle'] > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], info['name'])
    removed = removed + 1
  end
end
return removed
