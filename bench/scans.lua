-- One scan a request, by a phone that was not here before; a redirect is the right answer.
wrk.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 14) Mobile"
wrk.headers["Sec-Fetch-Site"] = "none"

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "worst_ms": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
