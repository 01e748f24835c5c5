"""What another service's steps read, make and refuse by: its committed `steps.yaml`.

A fake that says something else in its place is no use; so each fake asks here.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).resolve().parents[2]


LATER = ("a_new_rule", "A later release has a rule.")  # what never refuses may begin to


def refusal(service: str, name: str) -> dict[str, Any]:
    """Return how a service's step says no."""
    code, detail = next(iter(_step(service, name)["refuses"].items()), LATER)
    return {"outcome": "refused", "code": code, "detail": detail}


def fits(service: str, name: str, said: Any, told: Mapping[str, Any]) -> None:
    """See that a service's step would read what was said, and could answer as a fake does."""
    step = _step(service, name)
    _fits(service, step["asked"], said, f"{name} is asked for")
    if told["outcome"] == "refused":
        known = {*step["refuses"], LATER[0]}
        assert told["code"] in known, f"{name} refuses by {sorted(known)}, not by {told['code']}."
    else:
        _fits(service, step["made"], told["made"], f"{name} makes", is_whole=True)


def _fits(
    service: str, shape: Mapping[str, Any], words: Any, what: str, *, is_whole: bool = False
) -> None:
    schemas = _document(service)["components"]["schemas"]
    if is_whole:  # what nobody makes, nobody may rely on
        closed = {"additionalProperties": False}
        schemas = {name: {**schema, **closed} for name, schema in schemas.items()}
    checker = Draft202012Validator(
        {**shape, "components": {"schemas": schemas}}, format_checker=FormatChecker(["uuid"])
    )
    amiss = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(words)]
    assert not amiss, f"{what}, as {service} says in its steps.yaml: {'; '.join(amiss)}"


def _step(service: str, name: str) -> Any:
    steps = _document(service)["steps"]
    assert name in steps, f"{service} has no step {name}."
    return steps[name]


@cache
def _document(service: str) -> Any:
    return yaml.safe_load((ROOT / f"{service}_service" / "steps.yaml").read_text(encoding="utf-8"))
