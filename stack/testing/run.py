"""Run stages, show what they say, and count."""

import asyncio
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from stack.console import Console, seconds, table
from stack.settings import Settings
from stack.testing.stages import LOWEST_COVERAGE, Stage


@dataclass(frozen=True)
class Result:
    """How a stage went."""

    stage: str
    passed: int
    failed: int
    skipped: int
    seconds: float

    def row(self) -> tuple[str, ...]:
        """Its line of the last table."""
        counts = (str(count) for count in (self.passed, self.failed, self.skipped))
        verdict = "failed" if self.failed else "ok"
        return (self.stage, verdict, *counts, seconds(self.seconds))


@dataclass(frozen=True)
class Runner:
    """Runs stages in one environment."""

    settings: Settings
    console: Console
    for_suites: Mapping[str, str]
    for_systems: Mapping[str, str]
    with_long: bool
    extra: tuple[str, ...] = ()

    async def one_by_one(self, stages: Sequence[Stage]) -> list[Result]:
        """Run stages in their order, each whether or not the one before failed."""
        return [await self.run(stage) for stage in stages]

    async def run(self, stage: Stage) -> Result:
        """Run one stage and show what it said."""
        began = time.monotonic()
        missing = [path for path in stage.paths if not self._exists(path)]
        if missing:
            code, said = 1, f"There is nothing at {', '.join(missing)}."
        else:
            code, said = await self._output(stage)
        result = self._result(stage, code, time.monotonic() - began)
        self.console.say(self.console.bold(f"\n── {stage.name}  {seconds(result.seconds)}"))
        self.console.say(said)
        return result

    async def _output(self, stage: Stage) -> tuple[int, str]:
        self._counts(stage).unlink(missing_ok=True)
        process = await asyncio.create_subprocess_exec(
            *self._words(stage),
            cwd=self.settings.root,
            env=self._environment(stage),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            said, _ = await process.communicate()
        except asyncio.CancelledError:
            process.terminate()
            await process.wait()
            raise
        return process.returncode or 0, said.decode(errors="replace").strip()

    def _words(self, stage: Stage) -> list[str]:
        program, *words = stage.program
        words = [str(self.settings.venv / "bin" / program), *words, *stage.paths]
        if not stage.is_pytest:
            return words
        words += [f"--junitxml={self._counts(stage)}", "-o", f"cache_dir={self._file(stage, '')}"]
        words += [] if self.with_long else ["-m", "not long"]
        if stage.covers and self.with_long:  # counting branches takes a fifth of the time
            words += [f"--cov={stage.covers}", "--cov-branch", "--cov-report=term-missing"]
            words += [f"--cov-fail-under={LOWEST_COVERAGE}"]
        return [*words, *self.extra]

    def _environment(self, stage: Stage) -> dict[str, str]:
        variables = self.for_systems if stage.starts_a_system else self.for_suites
        extra = {"COVERAGE_FILE": str(self._file(stage, ".coverage"))}
        if stage.django:
            extra["DJANGO_SETTINGS_MODULE"] = stage.django
        return {**variables, **extra}

    def _result(self, stage: Stage, code: int, took: float) -> Result:
        """A stage that failed without a failed test (coverage, a crash) counts as one failure."""
        passed, failed, skipped = count(self._counts(stage)) if stage.is_pytest else (0, 0, 0)
        if not stage.is_pytest and code == 0:
            passed = 1
        return Result(stage.name, passed, failed or int(code != 0), skipped, took)

    def _exists(self, path: str) -> bool:
        return (self.settings.root / path.partition("::")[0]).exists()

    def _counts(self, stage: Stage) -> Path:
        return self._file(stage, ".xml")

    def _file(self, stage: Stage, ending: str) -> Path:
        return self.settings.run / "test" / "reports" / f"{stage.file_name}{ending}"


def count(report: Path) -> tuple[int, int, int]:
    """How many tests passed, failed and were skipped, as a JUnit report says."""
    if not report.exists():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314  (ours)

    def total(name: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites)

    failed, skipped = total("failures") + total("errors"), total("skipped")
    return total("tests") - failed - skipped, failed, skipped


def summary(results: Sequence[Result]) -> str:
    """The last table, and the last line: how many passed and failed in all."""
    head = ("stage", "verdict", "passed", "failed", "skipped", "time")
    passed, failed, skipped = (
        sum(getattr(result, name) for result in results) for name in ("passed", "failed", "skipped")
    )
    rows = table(head, [result.row() for result in results])
    last = f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
    return f"\n{rows}\n\n{last}"
