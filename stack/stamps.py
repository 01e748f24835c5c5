"""Stamps: what was prepared from which files, so that the next start can skip what is unchanged."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """A hash over the names and contents of files, and over any further words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(files):
        digest.update(f"\0{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Stamp:
    """A file that remembers the fingerprint of the last success."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self.fingerprint = fingerprint

    def is_set(self) -> bool:
        """Whether the work was done already, from these very files."""
        return self.exists() and self.path.read_text(encoding="utf-8") == self.fingerprint

    def exists(self) -> bool:
        """Whether the work was ever done."""
        return self.path.exists()

    def set(self) -> None:
        """Remember that the work is done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.fingerprint, encoding="utf-8")
