#!lua flags=allow-oom
-- Says that entries are still being processed, so that nobody takes them for abandoned; what is no longer the
-- consumer's own stays whose it is.
-- KEYS  1 raw stream
-- ARGV  1 group, 2 consumer, then entry ids
-- Returns how many are still the consumer's.

local held = 0
for i = 3, #ARGV do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2]) > 0 then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'JUSTID')
    held = held + 1
  end
end
return held
