"""Sessions whose cookies stand in no table: a row is found by the digest of its cookie."""

import hashlib

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone


class SessionStore(db.SessionStore):
    """Django's sessions in the database; whoever reads the table can open none (SESSION_ENGINE)."""

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a session with this cookie."""
        return super().exists(stored(session_key))

    def create_model_instance(self, data: dict[str, object]) -> AbstractBaseSession:
        """Return the row of this session."""
        row = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Delete this session, or the one with a cookie."""
        if cookie := session_key or self.session_key:
            super().delete(stored(cookie))

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        key = stored(self.session_key or "")
        row = self.model.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row


def stored(cookie: str) -> str:
    """Return what a row is found by: as much of a SHA-256 as its column holds."""
    return hashlib.sha256(cookie.encode()).hexdigest()[:40]
