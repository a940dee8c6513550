#!lua flags=allow-oom
-- Removes raw entries, and acknowledges them in every group: one that stayed pending would hold up trimming.
-- KEYS  1 raw stream, 2 its account
-- ARGV  the entry ids
-- Returns how many were removed.

if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return 0 end
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  for i = 1, #group, 2 do
    if group[i] == 'name' then redis.call('XACK', KEYS[1], group[i + 1], unpack(ARGV)) end
  end
end
local removed = redis.call('XDEL', KEYS[1], unpack(ARGV))
if removed > 0 then redis.pcall('HINCRBY', KEYS[2], 'removed', removed) end
return removed
