"""How one process is kept alive."""

import asyncio
import dataclasses
import os
import signal
from pathlib import Path

import pytest

from stack.processes import keep_alive
from stack.processes.keep_alive import Keeper, NotReady, Status
from stack.processes.spec import Spec


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


async def stumbles() -> bool:
    raise ValueError("no such answer")


def keep(tmp_path: Path, *argv: str, **changes: object) -> tuple[Keeper, list[str]]:
    spec = Spec(name="one", kind="web", argv=argv, env=dict(os.environ), cwd=tmp_path, is_ready=yes)
    told: list[str] = []
    spec = dataclasses.replace(spec, **changes)  # type: ignore[arg-type]
    return Keeper(spec, tmp_path / "one.log", lambda event, **_: told.append(event)), told


async def until(status: Status, one: Keeper) -> None:
    async with asyncio.timeout(10):
        while one.status is not status:
            await asyncio.sleep(0.01)


def test_it_runs_is_ready_and_stops(tmp_path):
    async def story() -> None:
        one, _ = keep(tmp_path, "sleep", "60")
        one.start()
        await one.until_ready(5)
        assert one.state().pid

        await one.stop()

        assert (one.status, one.state().pid) == (Status.STOPPED, None)
        assert one.state().last_exit == "signal SIGTERM"

    asyncio.run(story())


def test_a_process_that_dies_is_started_again(tmp_path):
    async def story() -> None:
        one, told = keep(tmp_path, "sleep", "60")
        one.start()
        await one.until_ready(5)

        os.kill(one.state().pid, signal.SIGKILL)

        await until(Status.RESTARTING, one)
        await one.until_ready(5)
        assert (one.restarts, one.state().last_exit) == (1, "signal SIGKILL")
        assert told.count("process_started") == 2
        await one.stop()

    asyncio.run(story())


def test_a_process_that_dies_too_often_has_failed(tmp_path, monkeypatch):
    monkeypatch.setattr(keep_alive, "LONGEST_BACKOFF_SECONDS", 0.01)

    async def story() -> None:
        one, told = keep(tmp_path, "false", is_ready=no)
        one.start()

        with pytest.raises(NotReady, match="exit code 1"):
            await one.until_ready(10)

        assert one.status is Status.FAILED
        assert told.count("process_ended") == keep_alive.MOST_EXITS

    asyncio.run(story())


def test_a_command_that_cannot_begin_has_failed_at_once(tmp_path):
    async def story() -> None:
        one, told = keep(tmp_path, str(tmp_path / "nothing"))
        one.start()

        with pytest.raises(NotReady, match="No such file"):
            await one.until_ready(5)

        assert one.status is Status.FAILED
        assert "No such file" in one.state().last_exit
        assert told == ["process_failed"]
        await one.stop()

    asyncio.run(story())


def test_a_check_that_stumbles_means_not_ready_and_is_said_once(tmp_path):
    async def story() -> None:
        one, told = keep(tmp_path, "sleep", "60", is_ready=stumbles)
        one.start()

        with pytest.raises(NotReady, match="starting"):
            await one.until_ready(0.5)

        assert told.count("check_failed") == 1
        await one.stop()

    asyncio.run(story())


def test_a_process_that_does_not_want_to_end_is_killed(tmp_path):
    async def story() -> None:
        stubborn = "trap '' TERM; touch here; while :; do sleep 1; done"
        one, told = keep(tmp_path, "sh", "-c", stubborn, grace_seconds=0.2)
        one.start()
        while not (tmp_path / "here").exists():
            await asyncio.sleep(0.01)

        await one.stop()

        assert one.state().last_exit == "signal SIGKILL"
        assert "process_killed" in told

    asyncio.run(story())
