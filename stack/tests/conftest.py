"""Settings of a system that nobody runs."""

import dataclasses

import pytest

from stack import settings as stack_settings
from stack.settings import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch) -> Settings:
    """A run folder of its own, and ports that nobody uses."""
    for name in ("KITROOM_PORT", "KITROOM_RUN_DIR", "KITROOM_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    here = stack_settings.from_environment({"KITROOM_PORT": "31080"})
    return dataclasses.replace(here, run=tmp_path / "run")
