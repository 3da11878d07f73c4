-- What wrk sends, for the route that the environment names, and the line that it ends with. testing/benchmarks/run says the rest:
--   ROUTE  one of those below      ROWS    how many scores there are, as testing/benchmarks/run has filled them in
--   TOKENS a file, a token a line: of the users 1 to 100, who write, then of 101 to 110, who have ten scores each
--   FRESH  a number from which on pairs of user and exercise have not been written
-- With DUMP, a file, it sends nothing and writes COUNT requests there, for testing/benchmarks/OpenLoop.java.
local rows = tonumber(os.getenv("ROWS"))
local writers, exercises = 100, rows / 100 - 1
local fresh = tonumber(os.getenv("FRESH"))
local tokens, headers = {}, {}

for token in io.lines(os.getenv("TOKENS")) do
  tokens[#tokens + 1] = token
  headers[#headers + 1] = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
end

local random = math.random

local function draft(exercise)
  return string.format('{"exercise_id":%d,"correct":%s}', exercise, random(2) == 1 and "true" or "false")
end

-- A pair that is there.
local function pair()
  return random(writers), random(exercises)
end

-- A pair that is new: the step and the number of exercises have no common divisor, so none comes twice, and they are
-- as widely strewn as random ones.
local function new_pair()
  fresh = fresh + threads
  return 1 + fresh % writers, 100000000 + fresh * 1000003 % 1900000000
end

local function write(method, path, user, exercise)
  return wrk.format(method, path, headers[user], draft(exercise))
end

local routes = {
  ["ping"] = function()
    return wrk.format("GET", "/ping")
  end,
  ["one-score"] = function()
    return wrk.format("GET", "/scores/" .. random(rows))
  end,
  ["own-list"] = function()
    return wrk.format("GET", "/scores/user", headers[writers + random(#headers - writers)])
  end,
  ["exercise-list"] = function()
    return wrk.format("GET", "/scores/exercise/" .. random(exercises))
  end,
  ["whole-list"] = function()
    return wrk.format("GET", "/scores")
  end,
  ["page"] = function()
    return wrk.format("GET", os.getenv("PAGE"))
  end,
  ["post"] = function()
    return write("POST", "/scores", new_pair())
  end,
  ["put"] = function()
    local user, exercise = pair()
    return write("PUT", "/scores/" .. (exercise - 1) * writers + user, user, exercise)
  end,
  ["patch"] = function()
    return write("PATCH", "/scores", pair())
  end,
  ["patch-half"] = function()
    if random(2) == 1 then
      return write("PATCH", "/scores", pair())
    end
    return write("PATCH", "/scores", new_pair())
  end,
  ["batch"] = function()
    local first, drafts = random(exercises - 99), {}
    for i = 1, 100 do
      drafts[i] = draft(first + i - 1)
    end
    return wrk.format("PATCH", "/scores/batch", headers[random(writers)], '{"scores":[' .. table.concat(drafts, ",") .. "]}")
  end,
}

request = routes[os.getenv("ROUTE")]

local function dump(name, count)
  local file = assert(io.open(name, "wb"))
  for _ = 1, count do
    local text = request()
    local n = #text
    file:write(string.char(math.floor(n / 16777216), math.floor(n / 65536) % 256, math.floor(n / 256) % 256, n % 256), text)
  end
  file:close()
  os.exit(0)
end

local started = 0

function setup(thread)
  thread:set("number", started)
  thread:set("threads", tonumber(os.getenv("THREADS")))
  started = started + 1
end

function init()
  math.randomseed(os.time() * 10 + number)
  fresh = fresh + number
  if os.getenv("DUMP") then
    dump(os.getenv("DUMP"), tonumber(os.getenv("COUNT")))
  end
end

-- Requests, microseconds, bytes, and what went wrong: answers beyond 399, and connections.
function done(summary)
  local e = summary.errors
  print(string.format("figures %d %d %d %d %d", summary.requests, summary.duration, summary.bytes, e.status,
    e.connect + e.read + e.write + e.timeout))
end
