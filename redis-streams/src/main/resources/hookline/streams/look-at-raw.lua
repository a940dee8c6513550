#!lua flags=no-writes
-- Tells which of the oldest raw entries nobody has processed and nobody has in hand.
-- KEYS  1 raw stream
-- ARGV  1 group, 2 milliseconds of silence after which nobody has a pending entry in hand, 3 the entry id to begin
--       behind, 4 the first entry id to leave out, 5 how many at most, 6 how many bytes to look at, the last entry
--       beyond them included
-- Returns the entry id behind which to go on, then of each its entry id, how often it was delivered, its size in bytes,
-- its sealed event and, where it is plain, its event id.

-- Entry ids are two 64-bit numbers, which Lua cannot hold; as strings of equal length they compare right.
local function comparable(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return string.rep('0', 20 - #ms) .. ms .. string.rep('0', 20 - #seq) .. seq
end

if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return {ARGV[3]} end
local delivered
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local info = {}
  for i = 1, #group, 2 do info[group[i]] = group[i + 1] end
  if info['name'] == ARGV[1] then delivered = comparable(info['last-delivered-id']) end
end

local function deliveries_of(id)
  if not delivered or comparable(id) > delivered then return 0 end
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1)[1]
  return pending and pending[3] >= tonumber(ARGV[2]) and pending[4] or nil
end

local found, last, looked_at, bytes = {}, ARGV[3], 0, 0
repeat
  local entry = redis.call('XRANGE', KEYS[1], '(' .. last, '(' .. ARGV[4], 'COUNT', 1)[1]
  if not entry then break end
  last = entry[1]
  looked_at = looked_at + 1
  local fields, size = {}, 0
  for i = 1, #entry[2], 2 do
    fields[entry[2][i]] = entry[2][i + 1]
    size = size + #entry[2][i + 1]
  end
  bytes = bytes + size
  local deliveries = deliveries_of(last)
  if deliveries then
    for _, each in ipairs({last, tostring(deliveries), tostring(size), fields['e'] or '', fields['id'] or ''}) do
      found[#found + 1] = each
    end
  end
until looked_at >= tonumber(ARGV[5]) or bytes >= tonumber(ARGV[6])
table.insert(found, 1, last)
return found
