"""Servers and locations go in; an nginx.conf comes out with the routing directives that ingress-nginx writes for them.

Two things that the controller does in Lua are plain directives here: choosing the endpoints of a backend, and
redirecting to HTTPS where the host has a certificate.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.prove.routes.locations import CATCH_ALL, NOT_FOUND, UNAVAILABLE, Location, Server

_HEAD = """\
daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
access_log off;
client_body_temp_path temp;
proxy_temp_path temp;
fastcgi_temp_path temp;
uwsgi_temp_path temp;
scgi_temp_path temp;
server_names_hash_bucket_size 512;
server_names_hash_max_size 4096;
map_hash_bucket_size 512;
variables_hash_max_size 4096;
port_in_redirect off;
map $http_host $redirect_host {{ default $http_host; "~^(?<bare_host>[^:]*):" $bare_host; }}
map $request_uri $trimmed_uri {{ default $request_uri; "~^(?<kept_uri>.*)/$" $kept_uri; }}
map $host $certificate {{
default 0;
{certificates}
}}
"""


def nginx_conf(servers: Sequence[Server], upstreams: Mapping[str, int], listen: Path) -> str:
    """The configuration; `upstreams` has the loopback port of each backend, `listen` is the socket for requests."""
    parts = [_HEAD.format(certificates="\n".join(_certificates(servers)))]
    parts += [f"upstream {_upstream(name)} {{ server 127.0.0.1:{port}; }}" for name, port in sorted(upstreams.items())]
    parts += [line for server in servers for line in _server(server, listen)]
    return "\n".join([*parts, "}", ""])


def _certificates(servers: Sequence[Server]) -> Iterator[str]:
    """A host has a certificate by its own server first, then by that of the wildcard."""
    for server in sorted(servers, key=lambda server: server.host.startswith("*")):
        if server.host != CATCH_ALL and (server.certificate or not server.host.startswith("*")):
            one_label = r"~^[^.]+\." + server.host[2:].replace(".", r"\.") + "$"
            name = one_label if server.host.startswith("*") else server.host
            yield f"{_quoted(name)} {int(server.certificate)};"


def _server(server: Server, listen: Path) -> Iterator[str]:
    names = [_server_name(server.host), *server.aliases]
    yield "server {"
    yield f"server_name {' '.join(_quoted(name) for name in names)};"
    yield f"listen unix:{listen}{' default_server' if server.host == CATCH_ALL else ''};"
    for location in server.locations:
        if location.settings.app_root:
            yield f"if ($uri = /) {{ return 302 $scheme://$http_host{location.settings.app_root}; }}"
        yield f"location {_match(location, by_regex=server.by_regex)} {{"
        yield from _body(location)
        yield "}"
    if server.host == CATCH_ALL:
        yield "location /healthz { return 200; }"
        yield "location /nginx_status { deny all; }"
    yield "}"


def _server_name(host: str) -> str:
    """A wildcard stands for exactly one label: nginx's own `*.` would take several."""
    if not host.startswith("*"):
        return host
    return r"~^(?<subdomain>[\w-]+)\." + host.removeprefix("*.").replace(".", r"\.") + "$"


def _match(location: Location, *, by_regex: bool) -> str:
    if by_regex:
        return f"~* {_quoted('^' + location.path)}"
    return f"= {_quoted(location.path)}" if location.exact else _quoted(location.path)


def _body(location: Location) -> Iterator[str]:
    wanted = location.settings
    if wanted.redirect:
        yield f"return {wanted.redirect_code} {wanted.redirect};"
    to_https = f"return 308 https://$redirect_host${'request' if wanted.preserve_trailing_slash else 'trimmed'}_uri;"
    if wanted.force_ssl_redirect:
        yield to_https
    elif wanted.ssl_redirect:
        yield f"if ($certificate) {{ {to_https} }}"
    if location.backend in (NOT_FOUND, UNAVAILABLE):
        yield f"return {404 if location.backend == NOT_FOUND else 503};"
        return
    yield f"proxy_set_header Host {_quoted(wanted.upstream_host) if wanted.upstream_host else '$http_host'};"
    yield "proxy_http_version 1.1;"
    yield "proxy_redirect off;"
    if location.rewrites:
        yield f"rewrite {_quoted('(?i)' + location.path)} {wanted.rewrite_target} break;"
    yield f"proxy_pass http://{_upstream(location.backend)};"


def _upstream(backend: str) -> str:
    """`namespace-service-port`, which is what the controller calls it too."""
    return re.sub("[/:]", "-", backend if "/" in backend else f"default/{backend}")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
