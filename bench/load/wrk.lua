-- Sends the requests of a file, which are parted by NUL, in turn.
local requests, at = {}, 0

function init()
  local file = io.open(os.getenv("BENCH_REQUESTS"), "rb")
  for request in file:read("*a"):gmatch("[^%z]+") do requests[#requests + 1] = request end
  file:close()
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"us":%d,"bytes":%d,"p50":%d,"p99":%d,"failed":%d}\n', summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
