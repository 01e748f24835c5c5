"""The virtual environment: made from the locked requirements, checked by a stamp ever after."""

import importlib.metadata
import importlib.util
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from stack import shell
from stack.errors import StackError
from stack.settings import Settings
from stack.stamps import Stamp, fingerprint

# Hashes for every platform, and no host in the list.
LOCK = (
    "uv pip compile --universal --python-version 3.11 --generate-hashes --no-header"
    " requirements/{name}.in -o requirements/{name}.txt -c requirements/dev.txt"
)
NEEDED_BY_PIP = (22, 3)  # the first pip that installs into another environment (--python)


async def ensure(settings: Settings, *, with_checks: bool = False) -> str:
    """Make or update the environment if its requirements changed; say what was done."""
    wanted = [base_stamp(settings), *([checks_stamp(settings)] if with_checks else [])]
    if is_whole(settings) and all(stamp.is_set() for stamp in wanted):
        return "unchanged"
    await create(settings)
    used = await _install(settings, _files(settings, with_checks=with_checks))
    await _compile(settings)
    for stamp in wanted:
        stamp.set()
    return f"installed with {used}"


async def _install(settings: Settings, files: Sequence[Path]) -> str:
    """Install what some lists lock; return what did it.

    Where there is no uv, pip brings it: both together take a third of pip's time. What uv cannot
    reach (it does not know pip's configuration) pip installs.
    """
    requirements = ["--require-hashes", *(word for file in files for word in ("-r", str(file)))]
    uv = settings.venv / "bin" / "uv"
    if installer_name() != "uv":
        list_of_uv = settings.root / "requirements" / "installer.txt"
        await _run([*installer(settings), "--require-hashes", "-r", str(list_of_uv)], needed=False)
        with suppress(StackError):
            if uv.exists():
                await _run([str(uv), *_by_uv(settings), *requirements])
                return "uv"
    await _run([*installer(settings), *requirements])
    return str(installer_name())


async def _run(words: Sequence[str], *, needed: bool = True) -> None:
    await shell.run(
        words,
        doing="Installing the requirements",
        env=_environment(),
        remedy="python3 manage.py doctor",
        is_needed=needed,
    )


def _by_uv(settings: Settings) -> list[str]:
    return ["pip", "install", "--quiet", "--python", str(settings.python)]


async def create(settings: Settings) -> None:
    """Make an empty environment, unless there is one that belongs to this very place."""
    if is_whole(settings) and _belongs_here(settings):
        return
    shutil.rmtree(settings.venv, ignore_errors=True)
    venv, name = str(settings.venv), installer_name()
    if name is None:
        raise StackError(
            "This Python has neither pip nor venv, and uv is not installed.",
            remedy="sudo apt-get install python3-venv",
        )
    words = {
        "uv": ["uv", "venv", "--quiet", "--python", sys.executable, venv],
        "pip": [sys.executable, "-m", "venv", "--without-pip", venv],
        "ensurepip": [sys.executable, "-m", "venv", venv],
    }
    await shell.run(words[name], doing="Making the virtual environment", env=_environment())


def is_whole(settings: Settings) -> bool:
    """Whether the environment exists and its interpreter still does."""
    return settings.python.exists()


def base_stamp(settings: Settings) -> Stamp:
    """What the services' requirements were when they were installed."""
    files = _files(settings, with_checks=False)
    return Stamp(settings.venv / "kitroom-services", fingerprint(files, str(settings.venv)))


def checks_stamp(settings: Settings) -> Stamp:
    """What the tests' requirements were when they were installed."""
    files = _files(settings, with_checks=True)
    return Stamp(settings.venv / "kitroom-checks", fingerprint(files, str(settings.venv)))


def installer_name() -> str | None:
    """What would install: uv, the pip of this Python, or the pip that a new environment brings."""
    if shutil.which("uv"):
        return "uv"
    if _own_pip_can():
        return "pip"
    if importlib.util.find_spec("ensurepip"):
        return "ensurepip"
    return None


def installer(settings: Settings) -> Sequence[str]:
    """The words that install something into the environment."""
    python, name = str(settings.python), installer_name()
    quiet = ["--disable-pip-version-check", "--no-input", "--no-compile", "--quiet"]
    if name == "uv":
        return ["uv", *_by_uv(settings)]
    if name == "pip":
        return [sys.executable, "-m", "pip", "--python", python, "install", *quiet]
    return [python, "-m", "pip", "install", *quiet]


async def _compile(settings: Settings) -> None:
    """Bytecode for everything, on all cores; otherwise the first start would make it, slowly."""
    (packages,) = settings.venv.glob("lib/python3*/site-packages")
    environment = {**_environment(), "PYTHONDONTWRITEBYTECODE": ""}
    await shell.run(
        [settings.python, "-m", "compileall", "-q", "-j", "0", packages],
        doing="Compiling the requirements",
        env=environment,
        is_needed=False,
    )


def _belongs_here(settings: Settings) -> bool:
    """A checkout that was moved has scripts that point to its old place."""
    script = settings.venv / "bin" / "celery"
    return not script.exists() or str(settings.venv) in script.read_text(errors="ignore")[:200]


def _own_pip_can() -> bool:
    try:
        version = importlib.metadata.version("pip")
    except importlib.metadata.PackageNotFoundError:
        return False
    return tuple(int(part) for part in version.split(".")[:2]) >= NEEDED_BY_PIP


def _files(settings: Settings, *, with_checks: bool) -> list[Path]:
    names = [*settings.registry.names, *(["dev"] if with_checks else [])]
    files = [settings.root / "requirements" / f"{name}.txt" for name in names]
    for missing in (file for file in files if not file.exists()):
        raise StackError(
            f"There is no requirements/{missing.name}: every service has its list.",
            remedy=LOCK.format(name=missing.stem),
        )
    return files


def _environment() -> dict[str, str]:
    return {"UV_PYTHON_DOWNLOADS": "never", **os.environ}
