-- A table of sockets in (listens, dials, datagrams, names); a process that holds them all open and answers out.
local socket = require "socket.core"
local program = dofile(arg[1])

local function opened(address)
  local one = address == "::" and socket.tcp6() or socket.tcp4()
  if address == "::" then one:setoption("ipv6-v6only", false) end
  one:setoption("reuseaddr", true)
  return one
end

local function listening(address, port)
  local server = opened(address)
  assert(server:bind(address, port))
  assert(server:listen(4096))
  return server
end

-- Connections stay open for ever, as those of the real programs do; the other side may still be starting.
local function dial(source_port, address, port)
  local client = opened(address)
  assert(client:bind("0.0.0.0", source_port))
  while not client:connect(address, port) do
    client:close()
    socket.sleep(0.05)
    client = opened(address)
    assert(client:bind("0.0.0.0", source_port))
  end
  return client
end

-- The address of a Service's or a pod's name.
local function address_of(name)
  local a, b, c, d = name:match("^(%d+)%-(%d+)%-(%d+)%-(%d+)%.[^.]+%.pod%.cluster%.local$")
  return a and table.concat({ a, b, c, d }, ".") or program.names[name]
end

local function name_server(query)
  local labels, place = {}, 13
  while true do
    local label = query:match("^.", place) and string.unpack("s1", query, place)
    if not label or label == "" then break end
    labels[#labels + 1] = label
    place = place + 1 + #label
  end
  local kind = string.unpack(">I2", query, place + 1)
  local address = address_of(table.concat(labels, "."):lower())
  local found = address and kind == 1
  local head = query:sub(1, 2) .. string.pack(">I2I2I2I2I2", address and 0x8580 or 0x8583, 1, found and 1 or 0, 0, 0)
  local answer = head .. query:sub(13, place + 4)
  if not found then return answer end
  local bytes = {}
  for byte in address:gmatch("%d+") do bytes[#bytes + 1] = string.char(tonumber(byte)) end
  return answer .. string.pack(">I2I2I2I4I2", 0xC00C, 1, 1, 30, 4) .. table.concat(bytes)
end

local function introduction(client, request)
  local host = request:match("\r\n[Hh]ost: *([^\r]*)") or ""
  local method, path = request:match("^(%S+) (%S+)")
  return ("pod: %s\nmethod: %s\npath: %s\nhost: %s\nclient: %s\n"):format(
    program.introduces, method, path, host, (client:getpeername()))
end

local function serve_page(client, listener)
  client:settimeout(2)
  local lines = {}
  repeat
    local line = client:receive("*l")
    lines[#lines + 1] = line
  until not line or line == ""
  if not lines[1] then return end
  local request = table.concat(lines, "\r\n")
  local body = listener.answer or introduction(client, request)
  client:send(("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s")
    :format(#body, request:match("^HEAD ") and "" or body))
end

local function serve_name(client)
  client:settimeout(2)
  local size = client:receive(2)
  local query = size and client:receive((string.unpack(">I2", size)))
  local answer = query and name_server(query)
  if answer then client:send(string.pack(">s2", answer)) end
end

local watched, listeners, datagrams = {}, {}, {}
for _, listener in ipairs(program.listens) do
  local server = listening(listener.address, listener.port)
  watched[#watched + 1], listeners[server] = server, listener
end
for _, port in ipairs(program.datagrams or {}) do
  local server = socket.udp4()
  assert(server:setsockname("0.0.0.0", port))
  watched[#watched + 1], datagrams[server] = server, true
end
local dialled = {}
for _, one in ipairs(program.dials or {}) do
  dialled[#dialled + 1] = dial(one.source_port, one.address, one.port)
end
local comm = assert(io.open("/proc/self/comm", "w"))
comm:write(program.name)
comm:close()

local function forget(client)
  for place, one in ipairs(watched) do
    if one == client then table.remove(watched, place) end
  end
  client:close()
end

while true do
  for _, one in ipairs((socket.select(watched, nil))) do
    local listener = listeners[one]
    if listener then
      local client = one:accept()
      if client and listener.kind == "hold" then
        client:settimeout(0)
        watched[#watched + 1] = client
      elseif client then
        pcall(listener.kind == "names" and serve_name or serve_page, client, listener)
        client:close()
      end
    elseif datagrams[one] then
      local query, address, port = one:receivefrom()
      local known, answer = pcall(function() return program.names and name_server(query) or program.introduces .. "\n" end)
      if query and known then one:sendto(answer, address, port) end
    elseif select(2, one:receive(1)) == "closed" then
      forget(one)
    end
  end
end
