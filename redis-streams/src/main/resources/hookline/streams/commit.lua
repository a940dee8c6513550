#!lua
-- Commits one batch of one partition: outcomes, then the acknowledgement, all or nothing.
-- Lua never rolls back, so everything that could fail is looked at before the first write.
--
-- KEYS  1 raw stream, 2 log, 3 dead letters, 4 dead-letter index, 5 sessions, 6 stats of the day, 7 what was erased,
--       8 the raw stream's account, then for each event its hash, and for each to store its session's hash
-- ARGV  1 consumer group, 2 channel, 3 the partition's own channel, each empty where nothing goes there, then for each event either
--         'S', entry, captured at, session id, id, json, hook type, sequence, cwd, model         to store, or
--         'D', entry, captured at, session id, id, reason, detail, deliveries, time, dead letter to bury
-- Returns a verdict for each event: 1 stored, 2 duplicate, 3 dead, 4 blocked by a key of another type
-- (nothing written for it, and it stays pending), 5 erased (nothing written for it, not even a dead letter).

local STORED, DUPLICATE, DEAD, BLOCKED, ERASED = 1, 2, 3, 4, 5
local raw, log, dead, index, sessions, stats, erased, account = unpack(KEYS, 1, 8)
local group, channels = ARGV[1], {PUBLISH = ARGV[2], SPUBLISH = ARGV[3]}

local types = {'stream', 'stream', 'stream', 'hash', 'zset', 'hash', 'hash'}
for i = 1, 7 do
  local found = redis.call('TYPE', KEYS[i]).ok
  if found ~= 'none' and found ~= types[i] then
    return redis.error_reply('WRONGTYPE ' .. KEYS[i] .. ' is in the way: a ' .. found .. ' instead of a ' .. types[i])
  end
end

-- Rights are looked at too: a channel that may not be published to would only show after the first write.
for publish, channel in pairs(channels) do
  if channel ~= '' and not redis.acl_check_cmd(publish, channel, '') then
    return redis.error_reply('NOPERM no right to publish to the channel ' .. channel)
  end
end

local now = redis.call('TIME')[1]
local verdicts, done = {}, {}

-- What is no number, since somebody else wrote there, counts as none.
local function increment(key, field)
  if type(redis.pcall('HINCRBY', key, field, 1)) == 'table' then redis.call('HSET', key, field, 1) end
end

local function count(field)
  increment(stats, field)
end

local function remember_session(key, id, hook_type, sequence, cwd, model)
  local last = tonumber(redis.call('HGET', key, 'sequence') or '0') or 0
  redis.call('HSETNX', key, 'first_seen', now)
  redis.call('HSET', key, 'timestamp', now)
  -- An event that was overtaken by a later one says only what nobody has said yet.
  local set = 'HSETNX'
  if sequence >= last then
    set = 'HSET'
    redis.call('HSET', key, 'sequence', string.format('%.0f', sequence))
  end
  redis.call(set, key, 'status', hook_type == 'session_end' and 'ended' or 'active')
  if cwd ~= '' then redis.call(set, key, 'cwd', cwd) end
  if model ~= '' then redis.call(set, key, 'model', model) end
  increment(key, 'count:' .. hook_type)
  redis.call('ZADD', sessions, now, id)
end

local nothing_erased = redis.call('HLEN', erased) == 0

local function is_erased(entry, captured_at, session_id, id)
  if nothing_erased then return false end
  local marks = redis.call('HMGET', erased, 's:' .. redis.sha1hex(session_id), 'e:' .. redis.sha1hex(id), 'before')
  -- What arrived before an erasure is of that time too, whatever the clock of its host says.
  local time = tonumber(string.match(entry, '^%d+'))
  local captured = tonumber(captured_at)
  if captured > 0 and captured < time then time = captured end
  return time <= (tonumber(marks[1] or '') or -1) or marks[2] or time < (tonumber(marks[3] or '') or -1)
end

local function store(event, session, session_id, id, json, hook_type, sequence, cwd, model)
  local there = redis.call('TYPE', event).ok
  if there == 'hash' then
    count('outcome:duplicate')
    return DUPLICATE
  end
  local known = redis.call('TYPE', session).ok
  if there ~= 'none' or (known ~= 'none' and known ~= 'hash') then
    return BLOCKED
  end
  redis.call('HSET', event, 'data', json, 'timestamp', now, 'hook_type', hook_type, 'session_id', session_id,
    'sequence', sequence)
  remember_session(session, session_id, hook_type, tonumber(sequence), cwd, model)
  redis.call('XADD', log, '*', 'id', id, 'hook_type', hook_type, 'session_id', session_id, 'sequence', sequence,
    'bytes', #json)
  count('hook_type:' .. hook_type)
  count('outcome:stored')
  for publish, channel in pairs(channels) do
    if channel ~= '' then redis.call(publish, channel, json) end
  end
  return STORED
end

local function bury(event, id, reason, detail, deliveries, time, letter)
  if redis.call('HEXISTS', index, id) == 1 or redis.call('TYPE', event).ok == 'hash' then
    count('outcome:duplicate')
    return DUPLICATE
  end
  local entry = redis.call('XADD', dead, '*', 'id', id, 'reason', reason, 'detail', detail, 'deliveries', deliveries,
    'time', time, 'e', letter)
  redis.call('HSET', index, id, entry)
  count('outcome:dead')
  return DEAD
end

local arg, key = 4, 9
while arg <= #ARGV do
  local entry = ARGV[arg + 1]
  local to_store = ARGV[arg] == 'S'
  local verdict
  if is_erased(unpack(ARGV, arg + 1, arg + 4)) then
    count('outcome:erased')
    verdict = ERASED
  elseif to_store then
    verdict = store(KEYS[key], KEYS[key + 1], unpack(ARGV, arg + 3, arg + 9))
  else
    verdict = bury(KEYS[key], unpack(ARGV, arg + 4, arg + 9))
  end
  arg, key = arg + 10, key + (to_store and 2 or 1)
  verdicts[#verdicts + 1] = verdict
  if verdict ~= BLOCKED then done[#done + 1] = entry end
end

if #done > 0 then
  local acknowledged = redis.call('XACK', raw, group, unpack(done))
  -- It only tells losses from commits, so a key of another type there hinders nobody.
  if acknowledged > 0 then redis.pcall('HINCRBY', account, 'committed', acknowledged) end
end
return verdicts
