"""Nginx's configuration and the portal page, made from the registry of services."""

import grp
import html
import pwd
import string
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import indent

from gateway.declared import Page, Registry, Service

HERE = Path(__file__).resolve().parent
IDENTITY_SERVICE = "accounts"


class Template(string.Template):
    """A template with %{name}, because $name is Nginx's and JavaScript's own."""

    delimiter = "%"


def render(
    registry: Registry,
    *,
    host: str,
    port: int,
    internal_port: int,
    run_dir: Path,
    instances: Mapping[str, Sequence[int]],
    scheme: str = "http",
    user: str | None = None,
    secret: str = "",
    modules: Iterable[Path] = (),
) -> str:
    """The text of nginx.conf, to be used in the folder `run_dir` beside the files of the portal.

    `internal_port` is where services call each other. `instances` says which ports of each service
    get requests; none is fine. `scheme` is what browsers use: https where TLS ends before us.
    """
    return _fill(
        "nginx.conf.template",
        folder=run_dir,
        modules="".join(f"load_module {module};\n" for module in modules),
        user=_user_line(user) if user else "",
        listen=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        service_names=_lines(2, (f"~^{s.prefix} {s.name};" for s in registry)),
        log=_part(1, "log"),
        limits=_part(1, "limits"),
        exchange=_part(1, "exchange", internal_port=internal_port, secret=secret),
        problems=_part(
            1,
            "problems",
            prefixes=", ".join(service.prefix for service in registry),
            service_titles=_lines(1, (f'"~^/*{s.prefix}" "{s.title}";' for s in registry)),
        ),
        headers=_part(1, "headers"),
        upstreams="".join(_upstream(s, instances.get(s.name, ())) for s in registry),
        proxy=_part(1, "proxy", scheme=scheme),
        internal_port=internal_port,
        internal_services="".join(
            _part(2, "internal", name=s.name, prefix=s.prefix) for s in registry
        ),
        own_answers=_part(2, "own_answers"),
        services="".join(_part(2, "service", name=s.name, prefix=s.prefix) for s in registry),
        identity=_part(2, "identity") if IDENTITY_SERVICE in registry.names else "",
    )


def portal(registry: Registry, *, origin: str) -> dict[str, bytes]:
    """The files of the portal page, by name; `origin` is what people type, without a path."""
    files = {path.name: path.read_bytes() for path in (HERE / "page").iterdir() if path.is_file()}
    for name in ("index", "link", "service"):
        files.pop(f"{name}.html.template")
    return files | {"index.html": _page(registry, origin).encode()}


def scripts() -> dict[str, bytes]:
    """The files beside nginx.conf that it imports, by name."""
    return {path.name: path.read_bytes() for path in HERE.glob("*.js")}


def _page(registry: Registry, origin: str) -> str:
    cards = (
        _fill(
            "page/service.html.template",
            name=service.name,
            prefix=service.prefix,
            title=html.escape(service.title),
            summary=html.escape(service.summary),
            pages="".join(_link(service, page) for page in service.pages),
        )
        for service in registry
    )
    return _fill(
        "page/index.html.template",
        services="".join(cards),
        origin=html.escape(origin),
        example=f"{list(registry)[-1].prefix}api/v1/",
    )


def _link(service: Service, page: Page) -> str:
    address, title, summary = map(
        html.escape, (f"{service.prefix}{page.path}", page.title, page.summary)
    )
    return _fill("page/link.html.template", address=address, title=title, summary=summary)


def _upstream(service: Service, ports: Sequence[int]) -> str:
    # Nginx wants at least one server; one that is marked as down is answered with our 503.
    servers = [f"server 127.0.0.1:{port} max_fails=0;" for port in ports]
    servers = servers or [f"server 127.0.0.1:{service.port} down;"]
    return _part(1, "upstream", name=service.name, servers=_lines(1, servers))


def _user_line(user: str) -> str:
    # Left alone, Nginx looks for a group of the same name, which `nobody` does not have on Debian.
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    return f"user {user} {group};\n"


def _part(depth: int, part: str, /, **values: object) -> str:
    return indent(_fill(f"parts/{part}.conf", **values), "    " * depth)


def _fill(template: str, /, **values: object) -> str:
    return Template((HERE / template).read_text(encoding="utf-8")).substitute(values)


def _lines(depth: int, lines: Iterable[str]) -> str:
    return "\n".join("    " * depth + line for line in lines)
