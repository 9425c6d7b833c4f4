-- One answered question a request, each with an id of its own; SEED tells runs apart.
local chance = math.random
math.randomseed(tonumber(os.getenv("SEED")))
local now = os.date("!%Y-%m-%dT%H:%M:%SZ")
local before = '{"sent_at":"' .. now .. '","answers":[{"id":"'
local after = '","questionnaire":"satisfaction","version":1,"question":"overall","division":"traffic","value":"'
local headers = {["Content-Type"] = "application/json"}

function request()
  local id = string.format("%08x-%04x-4%03x-8%03x-%06x%06x", chance(0, 0xffffffff),
    chance(0, 0xffff), chance(0, 0xfff), chance(0, 0xfff), chance(0, 0xffffff), chance(0, 0xffffff))
  local value = chance(1, 5) .. '","at":"' .. now .. '"}]}'
  return wrk.format("POST", "/answers", headers, before .. id .. after .. value)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "worst_ms": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
