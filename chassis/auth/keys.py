"""The public keys of tokens: fetched rarely, and kept while their source is away."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import urllib3
from jwt import PyJWK, PyJWKSet, PyJWTError

from chassis.observability import log

FRESH_SECONDS = 300
STALE_SECONDS = 24 * 3600
COOLDOWN_SECONDS = 30
FIRST_COOLDOWN_SECONDS = 1  # nothing is kept yet: a service must not start half a minute blind
TIMEOUT = urllib3.Timeout(connect=1.0, read=2.0)


class KeysAway(Exception):
    """The keys were never fetched, or so long ago that nobody knows which are good still."""


class KeySource(Protocol):
    """Anything that knows the public key of a key id."""

    def get(self, kid: str) -> PyJWK | None:
        """Return the key, or None if no such key is published. Raises KeysAway."""


class RemoteKeys:
    """The key set of another service's JWKS address.

    Fresh for five minutes. While its source is away the old set serves for a day. An unknown key id
    asks the source at most once in 30 seconds, however many requests carry one.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.url = url
        self.clock = clock
        self._http = urllib3.PoolManager(timeout=TIMEOUT, retries=False)
        self._lock = threading.Lock()
        self._keys: Mapping[str, PyJWK] = {}
        self._fetched_at = float("-inf")
        self._asked_at = float("-inf")

    def get(self, kid: str) -> PyJWK | None:
        """Return the key, asking the source only when what is kept is old or lacks it."""
        if kid not in self._keys:
            with self._lock:  # whoever needs the answer waits for it
                self._refresh()
        elif self._age() > FRESH_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        if self._age() > STALE_SECONDS:
            raise KeysAway
        return self._keys.get(kid)

    def _age(self) -> float:
        return self.clock() - self._fetched_at

    def _refresh(self) -> None:
        cooldown = COOLDOWN_SECONDS if self._keys else FIRST_COOLDOWN_SECONDS
        if self.clock() - self._asked_at < cooldown:
            return
        self._asked_at = self.clock()
        try:
            self._keys = self._fetch()
        except (urllib3.exceptions.HTTPError, PyJWTError, ValueError, KeyError) as error:
            log.warning("key_set_unavailable", url=self.url, error=str(error))
        else:
            self._fetched_at = self.clock()

    def _fetch(self) -> Mapping[str, PyJWK]:
        response = self._http.request("GET", self.url)
        if response.status != 200:
            raise ValueError(f"the key set answered {response.status}")
        return key_map(response.json())


def key_map(document: Any) -> Mapping[str, PyJWK]:
    """Return the keys of a JWKS document by their id."""
    if not isinstance(document, dict):
        raise PyJWTError("the key set is no JSON object")
    return {str(key.key_id): key for key in PyJWKSet.from_dict(document).keys}
