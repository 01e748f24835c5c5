"""Limit how often something is tried, for each account and for each address.

A try is counted before it is judged, in one statement, so that a hundred at the same moment get no
more than the limit lets through. What is counted is what was typed, whether or not such an account
exists: the answer tells nothing about that. All ways to write one name are one name, as they are
where people are looked up. All in the database: accounts needs no Redis.
"""

import ipaddress
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from accounts_service.access.actions.recording import record
from accounts_service.access.errors import TriedTooOften
from accounts_service.access.models import Attempts, Kind
from accounts_service.access.selectors.grants import HasId
from chassis.encryption.blind import normalised
from chassis.observability import context

COUNT = """
INSERT INTO access_attempts AS old (name, count, until)
VALUES (%(name)s, 1, clock_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (name) DO UPDATE SET
    count = CASE WHEN old.until <= clock_timestamp() THEN 1 ELSE old.count + 1 END,
    until = CASE WHEN old.until <= clock_timestamp() THEN excluded.until ELSE old.until END
RETURNING count, ceil(extract(epoch FROM until - clock_timestamp()))
"""


@dataclass(frozen=True)
class Limit:
    """At most so many tries in a window, by one account or from one address."""

    thing: str
    most: int
    seconds: int

    def spend(self, whom: str) -> tuple[int, int]:
        """Count a try; return how many are too many, and the seconds to wait if any."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT, {"name": self._name(whom), "seconds": self.seconds})
            count, wait = cursor.fetchone()
        excess = max(0, count - self.most)
        return excess, max(1, int(wait)) if excess else 0

    def give_back(self, whom: str) -> None:
        """Uncount a try that turned out right."""
        Attempts.objects.filter(name=self._name(whom), count__gt=0).update(count=F("count") - 1)

    def forget(self, whom: str) -> None:
        """Uncount all tries."""
        Attempts.objects.filter(name=self._name(whom)).delete()

    def _name(self, whom: str) -> str:
        return f"{self.thing}:{salted_hmac('access.limits', whom, algorithm='sha256').hexdigest()}"


QUARTER = 15 * 60
HOUR = 3600
SIGN_IN = Limit("sign-in", 10, QUARTER)
SIGN_IN_FROM = Limit("sign-in-from", 50, QUARTER)
PASSKEY = Limit("passkey", 10, QUARTER)
SECOND_FACTOR = Limit("second-factor", 6, QUARTER)
SECOND_FACTOR_FROM = Limit("second-factor-from", 50, QUARTER)
RESET = Limit("reset", 5, HOUR)
RESET_FROM = Limit("reset-from", 20, HOUR)
DEVICE_CODE = Limit("device-code", 10, QUARTER)
DEVICE_CODE_FROM = Limit("device-code-from", 20, QUARTER)
REFUSED_CLIENT = Limit("refused-client", 20, QUARTER)
MACHINE_TOKEN = Limit("machine-token", 1, HOUR)


def spend(account: Limit, source: Limit, whom: str, *, person: HasId | None = None) -> None:
    """Count a try of this account from this request's address, or raise TriedTooOften.

    `person` is whose account it is, if anybody's: the audit trail names them.
    """
    spent = (
        (source, None, source.spend(_source())),
        (account, person, account.spend(normalised(whom))),
    )
    for limit, whose, (excess, _) in spent:
        if excess == 1:  # once for each window: a flood fills no table
            record(Kind.SIGN_IN_LIMITED, person=whose, what=limit.thing)
    if wait := max(wait for _, _, (_, wait) in spent):
        raise TriedTooOften(wait)


def succeeded(account: Limit, source: Limit, whom: str) -> None:
    """The try was right: the account starts anew, the address gets this one back."""
    account.forget(normalised(whom))
    source.give_back(_source())


def is_within(limit: Limit, whom: str = "") -> bool:
    """Count what this request's address does, and tell whether that is within the limit."""
    excess, _ = limit.spend(f"{whom}@{_source()}")
    return excess == 0


def forget_windows() -> int:
    """Delete what was counted in windows that are over."""
    deleted, _ = Attempts.objects.filter(until__lt=Now()).delete()
    return deleted


def _source() -> str:
    """Return the address of this request; of IPv6 the network that one subscriber has."""
    address = context.address()
    if ":" not in address:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False))
