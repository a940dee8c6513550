#!lua flags=no-writes
-- Tells the oldest dead letters without their events, of which each may be as large as an event can be.
-- KEYS  1 dead letters
-- ARGV  1 the entry id to begin behind, 2 the first entry id to leave out, 3 how many at most, 4 how many bytes to look
--       at, the last letter beyond them included
-- Returns entry id, event id and size in bytes of each.

local found, bytes, last = {}, 0, ARGV[1]
repeat
  local letter = redis.call('XRANGE', KEYS[1], '(' .. last, '(' .. ARGV[2], 'COUNT', 1)[1]
  if not letter then break end
  local id, size = '', 0
  for i = 1, #letter[2], 2 do
    if letter[2][i] == 'id' then id = letter[2][i + 1] end
    size = size + #letter[2][i + 1]
  end
  last = letter[1]
  bytes = bytes + size
  for _, each in ipairs({last, id, string.format('%.0f', size)}) do found[#found + 1] = each end
until #found >= 3 * ARGV[3] or bytes >= tonumber(ARGV[4])
return found
