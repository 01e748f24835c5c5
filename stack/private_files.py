"""Files for one reader: written in one move, never through a link that somebody else made."""

import os
import tempfile
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace a file by one that only this user may read; no reader sees half of it."""
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # 0600, made by us
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(new).replace(path)
