"""Run a command to its end and keep what it said, for when it fails."""

import asyncio
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from stack.errors import StackError


class CommandFailed(StackError):
    """A command that was needed ended with an error."""


async def run(
    argv: Sequence[str | Path],
    *,
    doing: str,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    stdin: str = "",
    remedy: str = "",
    is_needed: bool = True,
) -> str:
    """Run a command and return its output; its last lines become the error if it fails."""
    process = await asyncio.create_subprocess_exec(
        *map(str, argv),
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        user=user,
        extra_groups=[] if user else None,
    )
    try:
        output, _ = await process.communicate(stdin.encode())
    except asyncio.CancelledError:
        if process.returncode is None:
            process.kill()
        raise
    text = output.decode(errors="replace").strip()
    if process.returncode and is_needed:
        raise CommandFailed(f"{doing} failed:\n{tail(text)}", remedy=remedy)
    return text


def tail(text: str, lines: int = 15) -> str:
    """The last lines of a text, indented."""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
