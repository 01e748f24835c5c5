"""The environment of what Kitroom is measured beside: apart from its own, and only for `bench`."""

from dataclasses import dataclass
from pathlib import Path

from stack import shell, virtualenv
from stack.settings import Settings
from stack.stamps import Stamp, fingerprint


@dataclass(frozen=True)
class Peers(Settings):
    """The same checkout, with another environment."""

    @property
    def venv(self) -> Path:
        """The virtual environment of the peers."""
        return self.root / ".venv-bench"


async def ensure(settings: Settings) -> Path:
    """Make or update the environment if its requirements changed; return its programs' folder."""
    peers = Peers(**vars(settings))
    requirements = peers.root / "requirements" / "bench.txt"
    stamp = Stamp(peers.venv / "kitroom-peers", fingerprint([requirements], str(peers.venv)))
    if not (virtualenv.is_whole(peers) and stamp.is_set()):
        await virtualenv.create(peers)
        await shell.run(
            [*virtualenv.installer(peers), "--require-hashes", "-r", requirements],
            doing="Installing the peers",
        )
        stamp.set()
    return peers.venv / "bin"
