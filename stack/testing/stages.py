"""The stages of `manage.py test`, and the words that run each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stack.settings import Settings

LOWEST_COVERAGE = 95
TABLES = "tests/authorization"  # each service is asked on its own table, in its own project


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One command with a name; pytest stages say where their tests are and what they cover."""

    name: str
    program: tuple[str, ...]
    paths: tuple[str, ...] = ()
    django: str = ""  # the settings module that its tests run under
    covers: str = ""  # the package whose branches its tests must cover
    starts_a_system: bool = False

    @property
    def is_pytest(self) -> bool:
        """Whether it counts tests; any other stage counts as one."""
        return self.program[0] == "pytest"

    @property
    def file_name(self) -> str:
        """Its name, fit for a file."""
        return self.name.replace(", ", "-").replace(" ", "-").replace("/", "-")


CHECKS = (
    Stage(name="lint", program=("ruff", "check", "--no-cache", ".")),
    Stage(name="format", program=("ruff", "format", "--check", ".")),
    Stage(
        name="stack, gateway, bench",
        program=("pytest", "-n", "2"),
        paths=("stack/tests", "gateway/tests", "bench/tests"),
    ),
    Stage(name="types", program=("mypy", ".")),
    Stage(name="architecture", program=("pytest",), paths=("tests/architecture",)),
    Stage(name="contracts", program=("pytest",), paths=("tests/contracts",)),
)

# Before anything else runs, for memory that two share would be counted by halves.
FOOTPRINT = Stage(
    name="footprint",
    program=("pytest", "-s"),
    paths=("tests/journeys/test_footprint.py",),
    starts_a_system=True,
)

# The short fault tests come last: they share the journeys' system, and are not gentle with it.
JOURNEYS = Stage(
    name="journeys",
    program=("pytest", f"--ignore={FOOTPRINT.paths[0]}"),
    paths=(
        "tests/journeys",
        "tests/browser",
        "tests/faults/test_checker.py",
        "tests/faults/test_requests_need_no_redis.py",
        "tests/faults/test_storm.py",
    ),
    starts_a_system=True,
)

FAULTS = Stage(
    name="faults",
    program=("pytest", "-m", "long"),
    paths=("tests/faults",),
    starts_a_system=True,
)


def suites(settings: Settings) -> list[Stage]:
    """The tests of the chassis and of each service, each on its own settings."""
    chassis = Stage(
        name="chassis",
        program=("pytest", "-n", "2"),
        paths=("chassis",),
        django="chassis.tests.project.settings",
        covers="chassis",
    )
    return [
        chassis,
        *(
            Stage(
                name=service.name,
                program=("pytest", "-n", "2"),
                paths=(f"{service.package}/tests", TABLES),
                django=f"{service.package}.settings",
                covers=service.package,
            )
            for service in settings.registry
        ),
    ]


def of_paths(settings: Settings, paths: Sequence[str]) -> list[Stage]:
    """Only what these paths name: one stage for each group that shares settings."""
    checks = [each for each in CHECKS if each.is_pytest]
    known = [*suites(settings), FAULTS, JOURNEYS, *checks]
    chosen: dict[str, tuple[Stage, list[str]]] = {}
    for path in paths:
        for stage in _stages_of(known, path):
            chosen.setdefault(stage.name, (stage, []))[1].append(path)
    return [
        Stage(
            name=name,
            program=("pytest",),
            paths=tuple(own),
            django=stage.django,
            starts_a_system=stage.starts_a_system,
        )
        for name, (stage, own) in chosen.items()
    ]


def _stages_of(known: Sequence[Stage], path: str) -> list[Stage]:
    """The first that has this path; what several projects run, every one of them runs."""
    folder = Path(path.partition("::")[0])
    found = [stage for stage in known if any(map(folder.is_relative_to, _homes(stage)))]
    suites_of_it = [stage for stage in found if stage.django]
    return suites_of_it or found[:1] or [Stage(name="tests", program=("pytest",))]


def _homes(stage: Stage) -> tuple[str, ...]:
    return (*stage.paths, stage.covers) if stage.covers else stage.paths
