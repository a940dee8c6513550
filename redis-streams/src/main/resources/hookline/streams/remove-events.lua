#!lua flags=allow-oom
-- Removes a run of events at the head of the log, hashes first: a crash in between leaves log entries whose hashes are
-- gone, which the next run removes.
-- KEYS  1 log, then the hash of each event in the run
-- ARGV  1 the first entry id to keep
-- Returns how many hashes were removed, and how many bytes of published lines with them.

local hashes, bytes = 0, 0
for i = 2, #KEYS do
  local line = redis.pcall('HSTRLEN', KEYS[i], 'data')
  local removed = redis.call('UNLINK', KEYS[i])
  hashes = hashes + removed
  if removed == 1 and type(line) == 'number' then bytes = bytes + line end
end
redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[1])
return {hashes, bytes}
