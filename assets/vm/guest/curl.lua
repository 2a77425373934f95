#!/usr/bin/lua5.4
-- The arguments of curl in; what it would print and its exit code out, for HTTP only: the real one needs many libraries.
local socket = require "socket.core"
local VALUES = { o = "output", w = "format", m = "limit", H = "header", X = "method", A = "agent", d = "data", u = "user" }
local LONG = {
  ["--output"] = "o", ["--write-out"] = "w", ["--max-time"] = "m", ["--connect-timeout"] = "m", ["--header"] = "H",
  ["--request"] = "X", ["--silent"] = "s", ["--show-error"] = "S", ["--head"] = "I", ["--include"] = "i",
  ["--verbose"] = "v", ["--insecure"] = "k", ["--location"] = "L", ["--fail"] = "f", ["--user-agent"] = "A",
  ["--data"] = "d",
}
local options, headers = {}, {}
local url

local function end_with(code, message)
  if not options.s or options.S then io.stderr:write(("curl: (%d) %s\n"):format(code, message)) end
  os.exit(code)
end

local function set(letter, value)
  if letter == "H" then headers[#headers + 1] = value else options[VALUES[letter] or letter] = value or true end
end

local function read_arguments()
  local place = 1
  while arg[place] do
    local word = arg[place]
    local letters = LONG[word] or word:match("^%-(%a.*)$")
    if word:match("^%-") and not letters then
      end_with(2, ("option %s: is unknown"):format(word))
    elseif not letters then
      url = word
    end
    while letters and letters ~= "" do
      local letter = letters:sub(1, 1)
      letters = letters:sub(2)
      if VALUES[letter] then
        local value = letters ~= "" and letters or arg[place + 1]
        if letters == "" then place = place + 1 end
        letters = ""
        set(letter, value)
      else
        set(letter)
      end
    end
    place = place + 1
  end
end

local function note(mark, text)
  if options.v then io.stderr:write(mark, " ", text, "\n") end
end

local function connected(host, port)
  local address = host:match("^%d+%.%d+%.%d+%.%d+$") or socket.dns.toip(host)
  if not address then end_with(6, "Could not resolve host: " .. host) end
  local connection, started = socket.tcp4(), socket.gettime()
  local limit = tonumber(options.limit)
  connection:settimeout(limit or 130)
  note("*", ("  Trying %s:%d..."):format(address, port))
  local done, reason = connection:connect(address, port)
  local spent = math.floor((socket.gettime() - started) * 1000)
  if not done and reason == "timeout" then end_with(28, ("Connection timed out after %d milliseconds"):format(spent)) end
  if not done then
    end_with(7, ("Failed to connect to %s port %d after %d ms: Couldn't connect to server"):format(host, port, spent))
  end
  note("*", ("Connected to %s (%s) port %d (#0)"):format(host, address, port))
  return connection
end

local function request(connection, host, path)
  local method = options.method or options.I and "HEAD" or options.data and "POST" or "GET"
  local lines = { ("%s %s HTTP/1.1"):format(method, path) }
  local told = table.concat(headers, "\n"):lower()
  if not told:match("host:") then lines[2] = "Host: " .. host end
  lines[#lines + 1] = "User-Agent: " .. (options.agent or "curl/7.88.1")
  lines[#lines + 1] = "Accept: */*"
  for _, header in ipairs(headers) do lines[#lines + 1] = header end
  if options.data then lines[#lines + 1] = "Content-Length: " .. #options.data end
  for _, line in ipairs(lines) do note(">", line) end
  note(">", "")
  connection:send(table.concat(lines, "\r\n") .. "\r\n\r\n" .. (options.data or ""))
end

local function response(connection)
  local head, code, size = {}, nil, nil
  while true do
    local line, reason = connection:receive("*l")
    if not line and #head == 0 then
      if reason == "timeout" then end_with(28, "Operation timed out with 0 bytes received") end
      end_with(52, "Empty reply from server")
    end
    if not line or line == "" then break end
    head[#head + 1] = line
    note("<", line)
    code = code or line:match("^HTTP/%S+ (%d+)")
    size = size or tonumber(line:match("^[Cc]ontent%-[Ll]ength: *(%d+)"))
  end
  note("<", "")
  if not code then end_with(1, "Received HTTP/0.9 when not allowed") end
  local body = not options.I and (connection:receive(size or "*a")) or ""
  return table.concat(head, "\r\n") .. "\r\n\r\n", body, code
end

read_arguments()
if not url then
  io.stderr:write("curl: try 'curl --help' or 'curl --manual' for more information\n")
  os.exit(2)
end
local scheme, authority, path = url:match("^(%a+)://([^/?]+)(.*)$")
if not scheme then authority, path = url:match("^([^/?]+)(.*)$") end
if scheme and scheme:lower() ~= "http" then end_with(1, ("Protocol \"%s\" not supported or disabled in this laboratory"):format(scheme)) end
local host, port = authority:match("^(.-):(%d+)$")
host, port = host or authority, tonumber(port or 80)
local connection = connected(host, port)
request(connection, authority, path:match("^/") and path or "/" .. path)
local head, body, code = response(connection)
connection:close()
local out = options.output and assert(io.open(options.output, "w")) or io.stdout
if options.i or options.I then out:write(head) end
if options.f and tonumber(code) >= 400 then end_with(22, "The requested URL returned error: " .. code) end
out:write(body)
if options.format then
  io.stdout:write((options.format:gsub("%%{http_code}", code):gsub("%%{response_code}", code):gsub("\\n", "\n"):gsub("\\t", "\t")))
end
