#!lua flags=no-writes
-- Tells how many entries a stream once had and has no more.
-- KEYS  1 stream
-- Returns how many.

if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return 0 end
local facts, stream = {}, redis.call('XINFO', 'STREAM', KEYS[1])
for i = 1, #stream, 2 do facts[stream[i]] = stream[i + 1] end
return facts['entries-added'] - facts['length']
