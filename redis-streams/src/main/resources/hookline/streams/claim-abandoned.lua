#!lua flags=allow-oom
-- Makes pending entries a consumer's own that nobody has touched for a while, without counting a delivery.
-- KEYS  1 raw stream
-- ARGV  1 group, 2 consumer, 3 idle time in milliseconds, 4 how many at most
-- Returns how many pending entries turned out to be deleted, which Redis has taken off the list, then the ids of those
-- that were claimed.

local claimed = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], '0-0', 'COUNT', ARGV[4], 'JUSTID')
local reply = {tostring(#claimed[3])}
for _, id in ipairs(claimed[2]) do reply[#reply + 1] = id end
return reply
