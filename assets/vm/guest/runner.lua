#!/usr/bin/lua5.4
-- The second serial port in; on it, a line `<id> <script in base64> [<machine>]` is answered by `<id> <exit code> <output in base64>`.
local device = arg[1]
os.execute("stty -F " .. device .. " raw -echo")
local requests, answers = assert(io.open(device)), assert(io.open(device, "w"))

local function contents(path)
  local file = io.open(path)
  local text = file and file:read("a") or ""
  if file then file:close() end
  return text
end

-- The shell gets the script through a file of its own: among its arguments it would be found by the `ps | grep` of a script.
local ENTER = "nsenter -t %s --net --uts --pid -r -w /usr/bin/env -i " ..
  "HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb USER=root LC_ALL=C " ..
  [[/bin/bash -c 'eval "$(</dev/fd/100)" 100<&-' 100< /run/script < /dev/null > /run/output 2> /run/errors]]

local function run(script, machine)
  local process = contents("/run/" .. machine .. ".pid"):match("%d+")
  if not process then return 127, "" end
  local pipe = assert(io.popen("base64 -d > /run/script", "w"))
  pipe:write(script)
  pipe:close()
  local _, how, code = os.execute(ENTER:format(process))
  os.execute("base64 -w 0 /run/output > /run/encoded")
  return how == "exit" and code or 128 + code, contents("/run/encoded")
end

answers:write("lab ready\n")
answers:flush()
for line in requests:lines() do
  local id, script, machine = line:match("^(%S+) (%S+) ?(%S*)")
  if id then
    local code, output = run(script, machine ~= "" and machine or "controlplane")
    answers:write(("%s %d %s\n"):format(id, code, output))
    answers:flush()
  end
end
