"""Where a list goes on: the place of its last row, as one word."""

import base64
import binascii
from datetime import datetime
from uuid import UUID


def written(created_at: datetime, id: UUID | str) -> str:
    """The word for a place."""
    return base64.urlsafe_b64encode(f"{created_at.isoformat()} {id}".encode()).decode()


def read(cursor: str) -> tuple[datetime, UUID]:
    """The place of a word, or ValueError."""
    try:
        at, _, id = base64.urlsafe_b64decode(cursor).decode().partition(" ")
    except binascii.Error as error:
        raise ValueError("no cursor") from error
    return datetime.fromisoformat(at), UUID(id)
