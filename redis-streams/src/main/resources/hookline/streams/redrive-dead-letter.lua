#!lua
-- Puts the event of one dead letter back into the raw stream and takes the letter away, so that it is in one of the two.
-- KEYS  1 raw stream, 2 dead letters, 3 their index
-- ARGV  1 entry id of the letter, 2 event id, 3 sealed event
-- Returns 1, or 0 where the letter is gone.

if #redis.call('XRANGE', KEYS[2], ARGV[1], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[1], '*', 'e', ARGV[3])
redis.call('XDEL', KEYS[2], ARGV[1])
if redis.call('HGET', KEYS[3], ARGV[2]) == ARGV[1] then redis.call('HDEL', KEYS[3], ARGV[2]) end
return 1
