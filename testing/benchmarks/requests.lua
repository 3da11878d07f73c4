-- The requests of each route for wrk, and the line of results that it prints at the end. Environment:
--   ROUTE  one of the routes below   ROWS  number of scores in the table, as parts.sh fills it
--   TOKENS file with one token a line: of users 1 to 100, for writes, then of users 101 to 110, who have ten scores each
--   FRESH  number of the first pair of user and exercise that has no score yet
-- With DUMP, a file, it writes COUNT requests to the file for OpenLoop.java instead of sending any.
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

-- A pair that has a score.
local function pair()
  return random(writers), random(exercises)
end

-- A pair that has no score. The step and the number of exercises have no common divisor, so no pair repeats, and the pairs
-- are spread as widely as random ones.
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

-- Requests, microseconds, bytes, responses with a status above 399, and failed connections.
function done(summary)
  local e = summary.errors
  print(string.format("result %d %d %d %d %d", summary.requests, summary.duration, summary.bytes, e.status,
    e.connect + e.read + e.write + e.timeout))
end
