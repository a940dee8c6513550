#!lua flags=no-writes
-- Tells what remove-events.lua would remove.
-- KEYS  the hash of each event, each once
-- Returns how many there are, and how many bytes of published lines in them.

local hashes, bytes = 0, 0
for i = 1, #KEYS do
  hashes = hashes + redis.call('EXISTS', KEYS[i])
  local line = redis.pcall('HSTRLEN', KEYS[i], 'data')
  if type(line) == 'number' then bytes = bytes + line end
end
return {hashes, bytes}
