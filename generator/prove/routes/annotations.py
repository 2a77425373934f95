"""The annotations of an Ingress go in; the settings that the ingress-nginx controller reads from them come out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.prove.routes.cluster import Object, name_of

PREFIX = "nginx.ingress.kubernetes.io/"
_REWRITE_TARGET = re.compile(r"/?[-._~a-zA-Z0-9/:$]*")
_BOOLEANS = {**dict.fromkeys(("1", "t", "T", "TRUE", "true", "True"), True)}
_BOOLEANS.update(dict.fromkeys(("0", "f", "F", "FALSE", "false", "False"), False))

# They change who answers, and the configuration that is written here has none of their directives.
_NOT_RENDERED = (
    "allowlist-",
    "auth-",
    "canary",
    "custom-http-errors",
    "default-backend",
    "denylist-",
    "enable-modsecurity",
    "from-to-www-redirect",
    "mirror-",
    "satisfy",
    "ssl-passthrough",
    "whitelist-",
)


class NotCoveredError(ValueError):
    """The objects ask for something that this proof cannot tell anything about."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an Ingress asks of all its locations; the defaults are the controller's."""

    rewrite_target: str = ""
    use_regex: bool = False
    app_root: str = ""
    ssl_redirect: bool = True
    force_ssl_redirect: bool = False
    preserve_trailing_slash: bool = False
    redirect: str = ""
    redirect_code: int = 301
    upstream_host: str = ""
    aliases: tuple[str, ...] = ()


def settings(ingress: Object) -> Settings:
    """The settings of one Ingress; an invalid value counts as absent. NotCoveredError for those beyond this proof."""
    annotations = {
        key.removeprefix(PREFIX): str(value)
        for key, value in (ingress.get("metadata", {}).get("annotations") or {}).items()
        if key.startswith(PREFIX)
    }
    for name in sorted(annotations):
        if name.startswith(_NOT_RENDERED):
            raise NotCoveredError(f"el Ingress {name_of(ingress)} usa {PREFIX}{name}, que esta prueba no cubre")
    target = annotations.get("rewrite-target", "")
    redirect, code = _redirect(annotations)
    return Settings(
        rewrite_target=target if _REWRITE_TARGET.fullmatch(target) else "",
        use_regex=_flag(annotations, "use-regex", default=False),
        app_root=_app_root(annotations),
        ssl_redirect=_flag(annotations, "ssl-redirect", default=True),
        force_ssl_redirect=_flag(annotations, "force-ssl-redirect", default=False),
        preserve_trailing_slash=_flag(annotations, "preserve-trailing-slash", default=False),
        redirect=redirect,
        redirect_code=code,
        upstream_host=annotations.get("upstream-vhost", ""),
        aliases=_aliases(annotations),
    )


def _flag(annotations: Mapping[str, str], name: str, *, default: bool) -> bool:
    return _BOOLEANS.get(annotations.get(name, ""), default)


def _app_root(annotations: Mapping[str, str]) -> str:
    root = annotations.get("app-root", "")
    return root if _REWRITE_TARGET.fullmatch(root) and root.startswith("/") else ""


def _redirect(annotations: Mapping[str, str]) -> tuple[str, int]:
    """A temporal redirect wins over a permanent one; a code out of its range falls back."""
    for kind, default, highest in (("temporal", 302, 307), ("permanent", 301, 308)):
        url, code = annotations.get(f"{kind}-redirect", ""), annotations.get(f"{kind}-redirect-code", "")
        if url and urlsplit(url).scheme in {"http", "https"}:
            return url, int(code) if code.isdigit() and 300 <= int(code) <= highest else default
    return "", 301


def _aliases(annotations: Mapping[str, str]) -> tuple[str, ...]:
    names = (name.strip() for name in annotations.get("server-alias", "").split(","))
    return tuple(sorted({name for name in names if name}))
