"""A body's fingerprint: the same JSON or form, however it was spaced or split into parts."""

import hashlib
import json
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict


def fingerprint(data: Any) -> str:
    """Return the SHA-256 of parsed request data; files count by their content."""
    return hashlib.sha256(json.dumps(_plain(data), sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, QueryDict):
        return {key: [_plain(item) for item in value.getlist(key)] for key in value}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, UploadedFile):
        return {"file": _digest(value)}
    return value


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
