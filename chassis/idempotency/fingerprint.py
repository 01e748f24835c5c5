"""A request's fingerprint: the same JSON or form, however it was spaced or split into parts."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict


def fingerprint(said: Iterable[Any]) -> str:
    """Return the SHA-256 of values and parsed request data; files count by their content."""
    plain = [dict(each.lists()) if isinstance(each, QueryDict) else each for each in said]
    return hashlib.sha256(_text(plain).encode()).hexdigest()


def _digest(file: Any) -> dict[str, str]:
    if not isinstance(file, UploadedFile):
        raise TypeError(f"{type(file).__name__} is no part of a request.")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return {"file": digest.hexdigest()}


_text = json.JSONEncoder(sort_keys=True, default=_digest).encode
