#!lua flags=allow-oom
-- Takes the lock of retention, or holds it for longer. Needs next to no memory, and is what lets more be freed: so a full
-- Redis takes it.
-- KEYS  1 the lock
-- ARGV  1 the holder's token, 2 how long it holds in milliseconds, 3 'take', or 'renew' where it must be held already
-- Returns whether the caller holds it now.

local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] or not holder and ARGV[3] == 'renew' then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
