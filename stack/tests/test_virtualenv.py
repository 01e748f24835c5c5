"""The environment is installed by whatever can: uv first, pip where uv cannot."""

import asyncio
from dataclasses import replace

import pytest

from stack import shell, virtualenv
from stack.errors import StackError
from stack.settings import from_environment


@pytest.fixture
def install(monkeypatch, tmp_path):
    """Return a function that installs nothing, and tells by which words it tried."""
    monkeypatch.setattr(virtualenv.shutil, "which", lambda name: None)
    monkeypatch.setattr(virtualenv, "_own_pip_can", lambda: True)
    settings = replace(from_environment(), root=tmp_path)

    def do(*, brings_uv, uv_works=True):
        tried = []

        async def run(words, *, is_needed=True, **_):
            by_uv = words[0].endswith("/uv")
            tried.append("uv" if by_uv else "pip")
            if by_uv and not uv_works:
                raise shell.CommandFailed("no way there")
            if brings_uv and any(word.endswith("installer.txt") for word in words):
                (settings.venv / "bin").mkdir(parents=True, exist_ok=True)
                (settings.venv / "bin" / "uv").touch()

        monkeypatch.setattr(shell, "run", run)
        return asyncio.run(virtualenv._install(settings, [tmp_path / "all.txt"])), tried

    return do


def test_pip_brings_uv_which_installs_the_rest(install):
    assert install(brings_uv=True) == ("uv", ["pip", "uv"])


def test_where_uv_cannot_be_had_pip_installs(install):
    assert install(brings_uv=False) == ("pip", ["pip", "pip"])


def test_where_uv_reaches_nothing_pip_installs(install):
    assert install(brings_uv=True, uv_works=False) == ("pip", ["pip", "uv", "pip"])


def test_a_mistake_of_pip_is_told(install, monkeypatch):
    install(brings_uv=False)

    async def fail(*_, is_needed=True, **__):
        if is_needed:
            raise shell.CommandFailed("no such package")

    monkeypatch.setattr(shell, "run", fail)
    with pytest.raises(StackError, match="no such package"):
        asyncio.run(virtualenv._install(from_environment(), []))


def test_a_service_without_its_list_is_told_how_to_make_it(tmp_path):
    settings = replace(from_environment(), root=tmp_path)

    with pytest.raises(StackError, match=r"no requirements/accounts\.txt") as told:
        asyncio.run(virtualenv.ensure(settings))

    assert "requirements/accounts.in -o requirements/accounts.txt" in told.value.remedy
