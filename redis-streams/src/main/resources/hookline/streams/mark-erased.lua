#!lua flags=allow-oom
-- Marks something as erased, from when on the commit refuses it, and takes the session away in the same step: what the
-- session does from then on makes a new one. Needs little memory, and is what frees more: so a full Redis takes it.
-- KEYS  1 what was erased, 2 log, 3 raw stream, 4 dead letters, 5 sessions, and for a session its hash
-- ARGV  1 the mark, or '' only to look; 2 epoch milliseconds, or '' for now; 3 the session's id
-- Returns the last ids of the log, the raw stream and the dead letters, up to which there is something to erase, and
-- how many sessions went, or would go.

local function last_id(stream)
  if redis.call('TYPE', stream).ok ~= 'stream' then return '0-0' end
  local facts = redis.call('XINFO', 'STREAM', stream)
  for i = 1, #facts, 2 do
    if facts[i] == 'last-generated-id' then return facts[i + 1] end
  end
end

local sessions = 0
if ARGV[1] == '' then
  if KEYS[6] then sessions = redis.call('EXISTS', KEYS[6]) end
else
  local now = redis.call('TIME')
  local time = tonumber(ARGV[2]) or now[1] * 1000 + math.floor(now[2] / 1000)
  -- A later mark covers an earlier one, and never the other way round.
  if time > (tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '') or -1) then
    redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', time))
  end
  if KEYS[6] then
    redis.call('ZREM', KEYS[5], ARGV[3])
    sessions = redis.call('UNLINK', KEYS[6])
  end
end
return {last_id(KEYS[2]), last_id(KEYS[3]), last_id(KEYS[4]), tostring(sessions)}
