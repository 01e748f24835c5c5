"""Every dependency has a reason, and is locked by its hashes."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.checkout import ROOT, SERVICES

FOLDER = ROOT / "requirements"
LOCKED = [*(service.name for service in SERVICES), "dev", "engines", "bench", "installer"]
INCLUDED = {"chassis"}  # no process stands on it alone


def asked(path: Path) -> list[Requirement]:
    """Return what an .in file asks for, with what it includes."""
    found = []
    for line in _lines(path):
        if line.startswith("-r "):
            found += asked(path.parent / line.split()[1])
        else:
            found.append(Requirement(line.split("#")[0]))
    return found


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line and not line.startswith("#")]


def unreasoned(path: Path) -> list[str]:
    """Return the lines of an .in file that do not say why they are there."""
    return [line for line in _lines(path) if not re.fullmatch(r"-r \S+|[^#]+ #\s*\S.{3,}", line)]


def locked(path: Path) -> dict[str, list[str]]:
    """Return the versions of a .txt file by name; refuse a line that is not pinned and hashed."""
    versions: dict[str, list[str]] = {}
    text = path.read_text().replace("\\\n", " ")
    for line in (line for line in text.splitlines() if line.strip() and line.strip()[0] != "#"):
        pin = re.fullmatch(
            r"([\w.\[\],-]+)==(\S+)( ;[^\\]*?)?(\s+--hash=sha256:[0-9a-f]{64})+", line
        )
        assert pin, f"{path.name}: not pinned and hashed: {line[:80]}"
        name = canonicalize_name(pin[1].split("[")[0])
        versions.setdefault(name, []).append(pin[2])
    return versions


def unlocked(source: Path) -> list[str]:
    """Return what an .in file asks for that its .txt file does not hold."""
    pins = locked(source.with_suffix(".txt"))
    return [
        str(requirement)
        for requirement in asked(source)
        if not any(
            requirement.specifier.contains(version, prereleases=True)
            for version in pins.get(canonicalize_name(requirement.name), ())
        )
    ]


def test_there_is_a_list_for_each_service_and_no_other():
    sources = {path.stem for path in FOLDER.glob("*.in")}
    locks = {path.stem for path in FOLDER.glob("*.txt")}

    assert locks == set(LOCKED)
    assert sources == locks | INCLUDED


@pytest.mark.parametrize("source", sorted(FOLDER.glob("*.in")), ids=lambda path: path.stem)
def test_every_dependency_has_a_reason(source):
    assert unreasoned(source) == []


@pytest.mark.parametrize("name", LOCKED)
def test_every_list_is_locked_as_it_asks(name):
    assert unlocked(FOLDER / f"{name}.in") == []


@pytest.mark.parametrize("name", sorted(set(LOCKED) - {"bench", "engines", "installer", "dev"}))
def test_services_stand_on_the_versions_that_were_tested(name):
    tested = locked(FOLDER / "dev.txt")

    other = {
        package: versions
        for package, versions in locked(FOLDER / f"{name}.txt").items()
        if not set(versions) <= set(tested.get(package, ()))
    }

    assert other == {}


def test_a_dependency_without_a_reason_is_found(tmp_path):
    source = tmp_path / "lockers.in"
    source.write_text("# Lists.\ndjango>=5  # the web, everywhere\nkeys>=1\n")

    assert unreasoned(source) == ["keys>=1"]


def test_a_dependency_that_is_not_locked_is_found(tmp_path):
    source = tmp_path / "lockers.in"
    source.write_text("django>=5.2  # the web\nkeys>=1  # doors\n")
    source.with_suffix(".txt").write_text(f"django==5.1 \\\n    --hash=sha256:{'0' * 64}\n")

    assert unlocked(source) == ["django>=5.2", "keys>=1"]


def test_a_pin_without_a_hash_is_found(tmp_path):
    lock = tmp_path / "lockers.txt"
    lock.write_text("django==5.2\n")

    with pytest.raises(AssertionError, match="not pinned and hashed"):
        locked(lock)
