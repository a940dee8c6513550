#!lua flags=allow-oom
-- Removes from a raw stream what every group has processed: all before the oldest pending or undelivered entry.
-- KEYS  1 raw stream
-- Returns how many entries were removed. Without a group nothing is known to be processed, and nothing is removed.

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

if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return 0 end
local bound
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local info = pairs_of(group)
  local oldest
  if info['pending'] > 0 then
    oldest = redis.call('XPENDING', KEYS[1], info['name'])[2]
  else
    oldest = after(info['last-delivered-id'])
  end
  if not bound or comparable(oldest) < comparable(bound) then bound = oldest end
end
if not bound then return 0 end
return redis.call('XTRIM', KEYS[1], 'MINID', '=', bound)
