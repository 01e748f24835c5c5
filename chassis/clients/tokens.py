"""The token with which this service asks another: fetched once, used for most of its life."""

import base64
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import urllib3
from django.conf import settings

from chassis.clients.answer import Answer
from chassis.clients.errors import UpstreamAway
from chassis.clients.transport import ExchangeFailed, exchange
from chassis.observability import log

ISSUER = "that issues tokens"
SECONDS = 1.0
COOLDOWN_SECONDS = 1.0
SHORT_COOLDOWN_SECONDS = 0.1  # after a caller who could not wait: the next one may have the time
FRESH_SHARE = 0.8
LAST_SECONDS = 5.0  # a token that is about to end could end on its way
YOUNG_SECONDS = 10.0


@dataclass(frozen=True)
class Token:
    """A token, and when its parts of life end."""

    text: str
    fetched_at: float
    renew_at: float
    ends_at: float


class TokenSource:
    """Tokens for one other service. Renewed at 80 % of their life, by one thread at a time.

    While nobody issues tokens the old one serves for as long as it is valid.
    """

    def __init__(
        self,
        upstream: str,
        pool: urllib3.PoolManager,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scope = f"{upstream}:internal"
        self.pool = pool
        self._clock = clock
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._ask_again_at = float("-inf")

    def get(self, ends_at: float) -> Token:
        """Return a valid token, waiting for one until `ends_at`. Raises UpstreamAway."""
        token = self._valid()
        if token and self._clock() < token.renew_at:
            return token
        # Without a token one has to wait for whoever fetches it; with one nobody waits.
        patience = 0.0 if token else max(0.0, ends_at - time.monotonic())
        if self._lock.acquire(timeout=patience):
            try:
                self._refresh(ends_at)
            finally:
                self._lock.release()
        if valid := self._valid():
            return valid
        raise UpstreamAway(ISSUER, "there is no token")

    def refused(self, token: Token) -> bool:
        """Forget a token that was refused; not one just fetched, a new one would fare no better."""
        if self._clock() - token.fetched_at < YOUNG_SECONDS:
            return False
        with self._lock:
            if self._token is token:
                self._token = None
        return True

    def _valid(self) -> Token | None:
        token = self._token
        return token if token and self._clock() < token.ends_at else None

    def _refresh(self, ends_at: float) -> None:
        token, now = self._valid(), self._clock()
        if (token and now < token.renew_at) or now < self._ask_again_at:
            return
        try:
            self._token = _token(self._ask(ends_at), now)
        except (ExchangeFailed, ValueError, KeyError, TypeError) as error:
            had_time = getattr(error, "is_fair", True)
            self._ask_again_at = now + (COOLDOWN_SECONDS if had_time else SHORT_COOLDOWN_SECONDS)
            log.warning("service_token_unavailable", scope=self._scope, error=str(error))

    def _ask(self, ends_at: float) -> Answer:
        pair = f"{settings.CLIENT_ID}:{settings.CLIENT_SECRET}".encode()
        return exchange(
            self.pool,
            "POST",
            settings.TOKEN_URL,
            headers={
                "Authorization": f"Basic {base64.b64encode(pair).decode()}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            body=urlencode({"grant_type": "client_credentials", "scope": self._scope}).encode(),
            seconds=SECONDS,
            ends_at=ends_at,
        )


def _token(answer: Answer, asked_at: float) -> Token:
    if answer.status != 200:
        raise ValueError(f"the answer was {answer.status}")
    document = answer.json()
    life = float(document["expires_in"])
    return Token(
        text=str(document["access_token"]),
        fetched_at=asked_at,
        renew_at=asked_at + FRESH_SHARE * life,
        ends_at=asked_at + life - LAST_SECONDS,
    )
