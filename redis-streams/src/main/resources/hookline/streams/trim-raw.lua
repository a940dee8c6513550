#!lua flags=allow-oom
-- Removes from a raw stream what every group has processed: all before the oldest pending or undelivered entry.
-- In bounded steps, each for as many entries as Redis frees within a step: a group that was held up for long may leave
-- a million at once.
-- KEYS  1 raw stream, 2 its account
-- ARGV  1 how many entries at most, 2 the group of the processors
-- Returns how many entries were removed, and whether there are more to remove. Without the processors' group nothing is
-- known to be processed, and nothing is removed.

local function pairs_of(list)
  local map = {}
  for i = 1, #list, 2 do map[list[i]] = list[i + 1] end
  return map
end

-- Entry ids are two 64-bit numbers, which Lua cannot hold; as strings of equal length they compare right.
local function comparable(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return string.rep('0', 20 - #ms) .. ms .. string.rep('0', 20 - #seq) .. seq
end

local function after(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  if #seq > 15 then return id end
  return ms .. '-' .. string.format('%.0f', tonumber(seq) + 1)
end

if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return {0, 0} end
local bound, known
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local info = pairs_of(group)
  known = known or info['name'] == ARGV[2]
  local oldest
  if info['pending'] > 0 then
    oldest = redis.call('XPENDING', KEYS[1], info['name'])[2]
  else
    oldest = after(info['last-delivered-id'])
  end
  if not bound or comparable(oldest) < comparable(bound) then bound = oldest end
end
if not known then return {0, 0} end
-- Whole nodes first, of which Redis can take away so many; then what is left of the last one.
local removed = redis.call('XTRIM', KEYS[1], 'MINID', '~', bound, 'LIMIT', ARGV[1])
local more = removed > 0 and 1 or 0
if more == 0 then removed = redis.call('XTRIM', KEYS[1], 'MINID', '=', bound) end
if removed > 0 then redis.pcall('HINCRBY', KEYS[2], 'trimmed', removed) end
return {removed, more}
