#!lua
-- Brings back what a copy knows of a session or a day and its events do not tell. Counts only grow, so that twice is
-- the same as once, and what has happened since stays.
--
-- KEYS  1 hash, and for a session: 2 sessions, 3 what was erased
-- ARGV  1 the session's id or '', 2 when the session was last seen (epoch seconds), then fields and values by turns
-- Returns 1 restored, 4 blocked by a key of another type, 5 erased.

local RESTORED, BLOCKED, ERASED = 1, 4, 5
local found = redis.call('TYPE', KEYS[1]).ok
if found ~= 'none' and found ~= 'hash' then return BLOCKED end

local is_session = ARGV[1] ~= ''
local overtaken = false
if is_session then
  local mark = redis.call('HGET', KEYS[3], 's:' .. redis.sha1hex(ARGV[1]))
  if mark and tonumber(ARGV[2]) * 1000 <= (tonumber(mark) or -1) then return ERASED end
  local known = tonumber(redis.call('HGET', KEYS[1], 'timestamp') or '') or -1
  overtaken = tonumber(ARGV[2]) < known
end

for i = 3, #ARGV, 2 do
  local field, value = ARGV[i], ARGV[i + 1]
  local there = redis.call('HGET', KEYS[1], field)
  local new, old = tonumber(value), tonumber(there or '')
  local is_text = field == 'cwd' or field == 'model' or field == 'status'
  local takes
  if not there then
    takes = true
  elseif is_text or not new then
    takes = not overtaken
  elseif field == 'first_seen' then
    takes = not old or new < old
  else
    takes = not old or new > old
  end
  if takes then redis.call('HSET', KEYS[1], field, value) end
end
if is_session then redis.call('ZADD', KEYS[2], 'GT', ARGV[2], ARGV[1]) end
return RESTORED
