-- wrk's side of wrk.py: one body of a file after the other, WORD in each replaced by a word never sent before;
-- at the end one line of JSON. Arguments: the file, and the status that says "accepted".

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  math.randomseed(os.time())
  start, sent, accepted, refused, status, bodies = math.random(1e8), 0, 0, 0, tonumber(args[2]), {}
  for line in io.lines(args[1]) do table.insert(bodies, line) end
end

local function word(number) -- in letters, since digits could be folded
  local letters = ""
  while number > 0 do
    letters = letters .. string.char(97 + number % 26)
    number = math.floor(number / 26)
  end
  return letters
end

function request()
  sent = sent + 1
  local unique = "q" .. word(start + sent * 7919)
  return wrk.format("POST", nil, nil, (bodies[sent % #bodies + 1]:gsub("WORD", unique)))
end

function response(code)
  if code == status then accepted = accepted + 1 else refused = refused + 1 end
end

function done(summary, latency)
  local accepted, refused, errors = 0, 0, summary.errors
  for _, thread in ipairs(threads) do
    accepted = accepted + thread:get("accepted")
    refused = refused + thread:get("refused")
  end
  refused = refused + errors.connect + errors.read + errors.write + errors.timeout
  print(string.format('{"accepted": %d, "refused": %d, "seconds": %f, "p99": %f}',
    accepted, refused, summary.duration / 1e6, latency:percentile(99) / 1e3))
end
