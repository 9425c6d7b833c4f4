-- One tap a request, each with an id of its own; SEED tells runs apart. With STATIONS, each
-- tap is one of that many stations'.
local chance = math.random
math.randomseed(tonumber(os.getenv("SEED")))
local stations = tonumber(os.getenv("STATIONS") or "0")
local now = os.date("!%Y-%m-%dT%H:%M:%SZ")
local before = '{"sent_at":"' .. now .. '","taps":[{"id":"'
local after = '","kind":"survey_shown","division":"traffic","channel":null,"at":"' .. now .. '"}]}'
local headers = {["Content-Type"] = "application/json"}

function request()
  local id = string.format("%08x-%04x-4%03x-8%03x-%06x%06x", chance(0, 0xffffffff),
    chance(0, 0xffff), chance(0, 0xfff), chance(0, 0xfff), chance(0, 0xffffff), chance(0, 0xffffff))
  local path = "/taps"
  if stations > 0 then path = "/s/bench-" .. chance(0, stations - 1) .. path end
  return wrk.format("POST", path, headers, before .. id .. after)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "worst_ms": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
