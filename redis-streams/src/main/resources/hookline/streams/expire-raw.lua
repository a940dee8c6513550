#!lua flags=allow-oom
-- Takes raw entries that nobody has processed in time out of the stream, and buries what they show outside without their
-- events, in one step. Leaves those that somebody has taken since they were looked at. Writes little and frees much: so
-- a full Redis takes it.
-- KEYS  1 raw stream, 2 its account, 3 dead letters, 4 dead-letter index, 5 stats of the day, 6 what was erased, then
--       for each entry the hash of its event
-- ARGV  1 group, then for each: entry, deliveries when it was looked at, captured at, session id, id, reason, detail,
--       time, dead letter
-- Returns for each: 0 left, 1 removed, since it was processed or erased before, 2 removed and buried.

local raw, account, dead, index, stats, erased = unpack(KEYS, 1, 6)
local LEFT, REMOVED, BURIED = 0, 1, 2
local groups, known = {}, false
if redis.call('TYPE', raw).ok == 'stream' then
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', raw)) do
    for i = 1, #group, 2 do
      if group[i] == 'name' then groups[#groups + 1] = group[i + 1] end
    end
  end
end
for _, name in ipairs(groups) do known = known or name == ARGV[1] end

local function is_unchanged(entry, deliveries)
  if #redis.call('XRANGE', raw, entry, entry) == 0 then return false end
  local pending = known and redis.call('XPENDING', raw, ARGV[1], entry, entry, 1)[1]
  return (pending and pending[4] or 0) == tonumber(deliveries)
end

local function is_erased(entry, captured_at, session_id, id)
  local marks = redis.call('HMGET', erased, 's:' .. redis.sha1hex(session_id), 'e:' .. redis.sha1hex(id), 'before')
  local time = tonumber(string.match(entry, '^%d+'))
  local captured = tonumber(captured_at)
  if captured > 0 and captured < time then time = captured end
  return time <= (tonumber(marks[1] or '') or -1) or marks[2] or time < (tonumber(marks[3] or '') or -1)
end

local function bury(event, id, reason, detail, deliveries, time, letter)
  if redis.call('HEXISTS', index, id) == 1 or redis.call('TYPE', event).ok == 'hash' then return REMOVED end
  local entry = redis.call('XADD', dead, '*', 'id', id, 'reason', reason, 'detail', detail, 'deliveries', deliveries,
    'time', time, 'e', letter)
  redis.call('HSET', index, id, entry)
  redis.pcall('HINCRBY', stats, 'outcome:dead', 1)
  return BURIED
end

local function expire(event, entry, deliveries, captured_at, session_id, id, reason, detail, time, letter)
  if not is_unchanged(entry, deliveries) then return LEFT end
  local outcome = REMOVED
  if not is_erased(entry, captured_at, session_id, id) then
    outcome = bury(event, id, reason, detail, deliveries, time, letter)
  end
  for _, name in ipairs(groups) do redis.call('XACK', raw, name, entry) end
  redis.pcall('HINCRBY', account, 'removed', redis.call('XDEL', raw, entry))
  return outcome
end

local outcomes = {}
for i = 0, (#ARGV - 1) / 9 - 1 do
  outcomes[i + 1] = expire(KEYS[7 + i], unpack(ARGV, 2 + 9 * i, 10 + 9 * i))
end
return outcomes
