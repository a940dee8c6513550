#!lua flags=allow-oom
-- Compares what was ever added to a raw stream with what it holds and what Hookline took out of it, and what it trimmed
-- as processed with what it committed. Each difference is told once, to whoever looks first.
-- KEYS  1 raw stream, 2 its account
-- ARGV  1 group, 2 the epoch that the caller saw last, or '' at its first look, 3 how many entries waited there then,
--       4 an epoch for a new account
-- Returns the epoch, how many entries wait now, how many others took out, how many waited in what is gone as a whole,
-- and how many were trimmed that others had acknowledged or passed over.

local function pairs_of(list)
  local map = {}
  for i = 1, #list, 2 do map[list[i]] = list[i + 1] end
  return map
end

local added, length, waiting, processed = 0, 0, 0, 0
if redis.call('TYPE', KEYS[1]).ok == 'stream' then
  local facts = pairs_of(redis.call('XINFO', 'STREAM', KEYS[1]))
  added, length = facts['entries-added'], facts['length']
  waiting, processed = length, length
  for _, each in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local group = pairs_of(each)
    -- Where Redis cannot tell how much is undelivered, all may be, and all may be processed; so it is after an XDEL.
    if group['name'] == ARGV[1] and group['lag'] then
      waiting = group['pending'] + group['lag']
      if facts['max-deleted-entry-id'] == '0-0' then processed = math.max(0, length - waiting) end
    end
  end
end

local function text(number) return string.format('%.0f', number) end

local account = redis.call('HMGET', KEYS[2], 'epoch', 'added', 'waiting', 'removed', 'gone', 'trimmed', 'committed',
  'skipped')
local epoch = account[1]
for i = 2, 8 do account[i] = tonumber(account[i] or '') or 0 end
local seen, waited, removed, known_gone, trimmed, committed, known_skipped = unpack(account, 2, 8)
local gone = added - length - removed - trimmed
local taken, flushed, skipped = 0, 0, 0
if not epoch then
  epoch = ARGV[4]
  redis.call('HSET', KEYS[2], 'epoch', epoch, 'committed', text(trimmed + processed))
else
  if added < seen then flushed = waited else taken = math.max(0, gone - known_gone) end
  skipped = math.max(0, trimmed - committed - known_skipped)
end
-- Who saw another account saw this Redis before it was emptied; all who did tell the same, so one of them is enough.
if ARGV[2] ~= '' and ARGV[2] ~= epoch and redis.call('HSETNX', KEYS[2], 'after:' .. ARGV[2], 1) == 1 then
  flushed = tonumber(ARGV[3])
end
local sum = taken + flushed + skipped
if sum > 0 then redis.call('HINCRBY', KEYS[2], 'unaccounted', sum) end
redis.call('HSET', KEYS[2], 'added', text(added), 'waiting', text(waiting), 'gone', text(gone), 'skipped',
  text(known_skipped + skipped))
return {epoch, text(waiting), text(taken), text(flushed), text(skipped)}
