"""A start-up check: every job that a verb enqueues by name has a door."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from chassis.jobs.registry import doors

WHERE = ("actions", "handlers", "jobs")


@register("jobs")
def every_enqueued_job_has_a_door(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse `enqueue("x")` in an app's verbs and doors where no `@job("x")` exists."""
    return [
        Error(f"{place} enqueues {name}, but no jobs.py registers it.", id="jobs.E001")
        for app in app_configs or apps.get_app_configs()
        for place, name in _enqueued(app.name)
        if name not in doors
    ]


def _enqueued(app: str) -> Iterator[tuple[str, str]]:
    for module in (f"{app}.{name}" for name in WHERE):
        for path in _files(module):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and _is_enqueue(node) and node.args:
                    name = node.args[0]
                    if isinstance(name, ast.Constant) and isinstance(name.value, str):
                        yield module, name.value


def _files(module: str) -> Iterable[Path]:
    """Return the files of a module, which may be a folder."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ()
    path = Path(spec.origin)
    return path.parent.glob("*.py") if spec.submodule_search_locations else (path,)


def _is_enqueue(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name == "enqueue"
    return False
