#!lua flags=allow-oom
-- Appends an entry to the audit stream, unless another writer was faster: each entry names the one before it, and two
-- that name the same would fork the chain. Trims in the same step where the entry says so.
-- KEYS  1 audit stream
-- ARGV  1 the last entry's id as the writer knows it, or '' for none, 2 the first id to keep, or '' to trim nothing,
--       then fields and values
-- Returns whether it was appended.

local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if (last and last[1] or '') ~= ARGV[1] then return 0 end
redis.call('XADD', KEYS[1], '*', unpack(ARGV, 3))
if ARGV[2] ~= '' then redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[2]) end
return 1
