#!lua
-- KEYS[1] an event's hash; ARGV[1] the SHA-1 of the data that was read, ARGV[2] what takes its place.
-- Writes only where the hash still holds what was read: one that was erased meanwhile does not come back.
local data = redis.call('HGET', KEYS[1], 'data')
if not data or redis.sha1hex(data) ~= ARGV[1] then
    return 0
end
redis.call('HSET', KEYS[1], 'data', ARGV[2])
return 1
