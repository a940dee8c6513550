#!lua flags=allow-oom
-- Gives the lock of retention back, unless it is another's by now.
-- KEYS  1 the lock
-- ARGV  1 the holder's token
-- Returns whether it was the caller's.

if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
