#!lua
-- Brings back events and dead letters of one partition as a copy has them; what is there already stays as it is.
-- Lua never rolls back, so everything that could fail is looked at before the first write.
--
-- KEYS  1 log, 2 dead letters, 3 dead-letter index, 4 sessions, 5 what was erased, then for each event its hash, its
--       session's hash and the stats of its day, and for each dead letter the event's hash
-- ARGV  1 the channel of all, 2 the partition's own, each empty where nothing goes there, then for each
--         'E', stream entry, captured at, session id, id, json, hook type, sequence, time, bytes                or
--         'D', stream entry, captured at, session id, id, dead letter, reason, detail, deliveries, time
-- Returns a verdict for each: 1 restored, 2 duplicate, 4 blocked by a key of another type (nothing written for it),
-- 5 erased (nothing written for it).

local RESTORED, DUPLICATE, BLOCKED, ERASED = 1, 2, 4, 5
local log, dead, index, sessions, erased = unpack(KEYS, 1, 5)
local channels = {PUBLISH = ARGV[1], SPUBLISH = ARGV[2]}

local types = {'stream', 'stream', 'hash', 'zset', 'hash'}
for i = 1, 5 do
  local found = redis.call('TYPE', KEYS[i]).ok
  if found ~= 'none' and found ~= types[i] then
    return redis.error_reply('WRONGTYPE ' .. KEYS[i] .. ' is in the way: a ' .. found .. ' instead of a ' .. types[i])
  end
end
for publish, channel in pairs(channels) do
  if channel ~= '' and not redis.acl_check_cmd(publish, channel, '') then
    return redis.error_reply('NOPERM no right to publish to the channel ' .. channel)
  end
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function increment(key, field)
  if type(redis.pcall('HINCRBY', key, field, 1)) == 'table' then redis.call('HSET', key, field, 1) end
end

local function last_of(stream)
  if redis.call('TYPE', stream).ok ~= 'stream' then return 0, 0 end
  local facts = redis.call('XINFO', 'STREAM', stream)
  for i = 1, #facts, 2 do
    if facts[i] == 'last-generated-id' then
      local time, number = string.match(facts[i + 1], '^(%d+)-(%d+)$')
      return tonumber(time), tonumber(number)
    end
  end
end

-- Its own place where the stream has not passed it yet, and otherwise the next one; never one in the future, since
-- nothing could be appended behind it until then.
local function place(stream, entry)
  local time, number = string.match(entry, '^(%d+)-(%d+)$')
  local last_time, last_number = last_of(stream)
  local wanted = tonumber(time)
  if wanted > now then return string.format('%.0f-*', math.max(now, last_time)) end
  if wanted > last_time or (wanted == last_time and tonumber(number) > last_number) then return entry end
  return string.format('%.0f-*', last_time)
end

local nothing_erased = redis.call('HLEN', erased) == 0

-- As the commit looks at it.
local function is_erased(entry, captured_at, session_id, id)
  if nothing_erased then return false end
  local marks = redis.call('HMGET', erased, 's:' .. redis.sha1hex(session_id), 'e:' .. redis.sha1hex(id), 'before')
  local time = tonumber(string.match(entry, '^%d+'))
  local captured = tonumber(captured_at)
  if captured > 0 and captured < time then time = captured end
  return time <= (tonumber(marks[1] or '') or -1) or marks[2] or time < (tonumber(marks[3] or '') or -1)
end

local function remember_session(key, id, hook_type, sequence, time)
  local known = redis.call('HMGET', key, 'sequence', 'first_seen', 'timestamp')
  local first, last = tonumber(known[2] or ''), tonumber(known[3] or '')
  if not first or time < first then redis.call('HSET', key, 'first_seen', string.format('%.0f', time)) end
  if not last or time > last then redis.call('HSET', key, 'timestamp', string.format('%.0f', time)) end
  local set = 'HSETNX'
  if sequence >= (tonumber(known[1] or '0') or 0) then
    set = 'HSET'
    redis.call('HSET', key, 'sequence', string.format('%.0f', sequence))
  end
  redis.call(set, key, 'status', hook_type == 'session_end' and 'ended' or 'active')
  increment(key, 'count:' .. hook_type)
  redis.call('ZADD', sessions, 'GT', time, id)
end

local function restore(event, session, stats, entry, session_id, id, json, hook_type, sequence, time, bytes)
  local there = redis.call('TYPE', event).ok
  if there == 'hash' then return DUPLICATE end
  if there ~= 'none' then return BLOCKED end
  for _, key in ipairs({session, stats}) do
    local known = redis.call('TYPE', key).ok
    if known ~= 'none' and known ~= 'hash' then return BLOCKED end
  end
  redis.call('HSET', event, 'data', json, 'timestamp', time, 'hook_type', hook_type, 'session_id', session_id,
    'sequence', sequence)
  remember_session(session, session_id, hook_type, tonumber(sequence), tonumber(time))
  redis.call('XADD', log, place(log, entry), 'id', id, 'hook_type', hook_type, 'session_id', session_id, 'sequence',
    sequence, 'bytes', bytes)
  increment(stats, 'hook_type:' .. hook_type)
  increment(stats, 'outcome:stored')
  for publish, channel in pairs(channels) do
    if channel ~= '' then redis.call(publish, channel, json) end
  end
  return RESTORED
end

local function bury(event, entry, id, letter, reason, detail, deliveries, time)
  if redis.call('HEXISTS', index, id) == 1 or redis.call('TYPE', event).ok == 'hash' then return DUPLICATE end
  local at = redis.call('XADD', dead, place(dead, entry), 'id', id, 'reason', reason, 'detail', detail, 'deliveries',
    deliveries, 'time', time, 'e', letter)
  redis.call('HSET', index, id, at)
  return RESTORED
end

local verdicts = {}
local arg, key = 3, 6
while arg <= #ARGV do
  local is_event = ARGV[arg] == 'E'
  local entry = ARGV[arg + 1]
  local verdict
  if is_erased(unpack(ARGV, arg + 1, arg + 4)) then
    verdict = ERASED
  elseif is_event then
    verdict = restore(KEYS[key], KEYS[key + 1], KEYS[key + 2], entry, unpack(ARGV, arg + 3, arg + 9))
  else
    verdict = bury(KEYS[key], entry, unpack(ARGV, arg + 4, arg + 9))
  end
  arg, key = arg + 10, key + (is_event and 3 or 1)
  verdicts[#verdicts + 1] = verdict
end
return verdicts
