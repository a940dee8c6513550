#!lua flags=no-writes
-- Tells what Redis itself remembers of the audit stream.
-- KEYS  1 audit stream
-- Returns the last id it ever gave, and the greatest that was deleted by XDEL, which Hookline never does.

if redis.call('EXISTS', KEYS[1]) == 0 then return {'0-0', '0-0'} end
local facts = redis.call('XINFO', 'STREAM', KEYS[1])
local known = {}
for i = 1, #facts, 2 do known[facts[i]] = facts[i + 1] end
return {known['last-generated-id'], known['max-deleted-entry-id'] or '0-0'}
