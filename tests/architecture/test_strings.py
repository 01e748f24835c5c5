"""What import-linter cannot see: the name of another service in a string."""

import ast
from pathlib import Path

import pytest

from tests.checkout import ROOT, SERVICES, python_files

PACKAGES = [service.package for service in SERVICES]


def strings_that_name(path: Path, words: list[str]) -> list[str]:
    """Return the place of every string constant of a module that holds one of the words."""
    constants = (node for node in ast.walk(ast.parse(path.read_text())))
    return [
        f"{path}:{node.lineno} names {word}"
        for node in constants
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for word in words
        if word in node.value
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_service_never_names_another_ones_package(package):
    others = [name for name in PACKAGES if name != package]

    found = [
        place
        for path in (ROOT / package).rglob("*.py")
        for place in strings_that_name(path, others)
    ]

    assert not found, "\n".join(found)


def test_the_chassis_names_no_service():
    words = [*PACKAGES, *(service.prefix for service in SERVICES)]

    found = [
        place for path in python_files(ROOT / "chassis") for place in strings_that_name(path, words)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        'send_task("lockers_service.jobs.open")',
        'include(f"lockers_service.urls.{name}")',
        '"""As lockers_service does."""',
    ],
)
def test_a_name_in_a_string_is_found(tmp_path, line):
    module = tmp_path / "module.py"
    module.write_text(line)

    assert len(strings_that_name(module, ["lockers_service"])) == 1
