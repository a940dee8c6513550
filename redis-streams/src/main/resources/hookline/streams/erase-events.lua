#!lua flags=allow-oom
-- Removes events from anywhere in the log, together with their hashes.
-- KEYS  1 log, then the hash of each event
-- ARGV  the log's entry ids; none where only a hash is left
-- Returns how many hashes were removed.

if #ARGV > 0 then redis.call('XDEL', KEYS[1], unpack(ARGV)) end
local hashes = 0
for i = 2, #KEYS do hashes = hashes + redis.call('UNLINK', KEYS[i]) end
return hashes
