"""Run a handler once for each key of a caller on a route."""

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, cast

import msgspec
from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError
from django.http import HttpResponse, HttpResponseBase
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from chassis.answers import AnswerAtCommit, completed
from chassis.encryption.blind import blinded
from chassis.encryption.sealing import opened, seal
from chassis.errors import Conflict, DomainError
from chassis.errors.clashes import broken_constraint
from chassis.idempotency.fingerprint import fingerprint
from chassis.idempotency.models import ONE_ANSWER
from chassis.postgres.statements import BESIDE, TOLD, later, run

HEADER = "Idempotency-Key"
KEPT_HEADERS = ("Location", "ETag", "Retry-After")
# A gateway repeats at once what a killed process began; PostgreSQL lets go of that a moment later.
WAITS_SECONDS, LOOKS_EVERY_SECONDS = 1.0, 0.02

# A first request sends this along with its first statement, and learns of it only if it is refused:
# what is cast is no boolean then.
_TAKE = """
    SELECT (CASE WHEN pg_try_advisory_xact_lock(hashtextextended(%s, 0)) AND NOT EXISTS (
        SELECT FROM idempotency_keyedanswer WHERE caller = %s AND route = %s AND key = %s
    ) THEN 'true' ELSE 'this key is taken' END)::boolean
"""
TAKEN = "this key is taken"
# Whoever gets the key in the first statement sees in the second what its last holder committed.
_HOLD = """
    SELECT set_config(
        'kitroom.key_is_held', pg_try_advisory_xact_lock(hashtextextended(%s, 0))::text, true
    )
"""
_FIND = """
    SELECT is_held, fingerprint, status, headers::text, body
    FROM (SELECT current_setting('kitroom.key_is_held')::boolean AS is_held) AS held
    LEFT JOIN idempotency_keyedanswer ON caller = %s AND route = %s AND key = %s
"""
_INSERT = """
    INSERT INTO idempotency_keyedanswer
        (caller, route, key, fingerprint, status, headers, body, created_at)
    VALUES (%s, %s, %s, %s, %s, {headers}, {body}, now())
"""
_STORE = _INSERT.format(headers="%s", body="%s")
# What the commit tells is stored before anybody here has seen it.
_STORE_UNSEEN = _INSERT.format(
    headers=f"%s::jsonb || jsonb_build_object('ETag', {BESIDE})", body=TOLD
)
Answer = HttpResponseBase
Handler = Callable[[], Answer]
Transaction = Callable[[Handler], Answer]
Place = tuple[str, str, str]  # caller, route, key


class Earlier(NamedTuple):
    """The answer that a key was given before."""

    fingerprint: str
    status: int
    headers: str
    body: str


class RequestInProgress(Conflict):
    """The first request with this Idempotency-Key still runs. Try again in a second."""

    code = "request_in_progress"


class KeyReused(DomainError):
    """This Idempotency-Key was used with another body. A new request needs a new key."""

    code = "idempotency_key_reused"
    status = 422


class SecretWasShown(Conflict):
    """What was made shows its secret once, in the first answer, which is not kept."""

    code = "secret_was_shown"

    def __init__(self, made: str) -> None:
        super().__init__(f"The first request with this Idempotency-Key made {made}. {self.__doc__}")
        self.more = {"id": made}


class SecretResponse(Response):
    """An answer that holds a secret, and the id of what was made. It is never stored."""


def run_once(request: Request, transaction: Transaction, handler: Handler) -> Answer:
    """Return the handler's answer, or the one that the same key was given before.

    `transaction` runs what it is given in a transaction of its own; what a handler does must be
    all in there, for it begins again if somebody else has the key.
    """
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return transaction(handler)
    if not 1 <= len(key) <= 255 or not key.isprintable():
        raise ValidationError({HEADER: ["1 to 255 printable characters."]})
    place = (str(request.user.pk or ""), request.path[:200], key)
    mark = _mark([request.get_full_path(), request.data])
    try:
        return transaction(partial(_first, place, mark, handler))
    except DatabaseError as error:
        if not _is_of_a_taken_key(error):
            raise
    return transaction(partial(_again, place, mark, handler))


def _first(place: Place, mark: str, handler: Handler) -> Answer:
    """Do what is asked: nearly every request is its key's first, and PostgreSQL says if not."""
    later(_TAKE, ["\n".join(place), *place])
    return _kept(place, mark, handler())


def _is_of_a_taken_key(error: DatabaseError) -> bool:
    """Tell whether this is how the transaction heard of it: by its first statement or its last."""
    if isinstance(error, IntegrityError):
        return broken_constraint(error) == ONE_ANSWER
    return isinstance(error, DataError) and TAKEN in str(error)


def _again(place: Place, mark: str, handler: Handler) -> Answer:
    """Repeat the answer that the key was given; if that was none, this is the first request."""
    earlier = _hold(place)
    return _repeat(earlier, mark) if earlier else _kept(place, mark, handler())


def _hold(place: Place) -> Earlier | None:
    """Take the key until the transaction ends; a twin waits a moment for it, and is told then.

    Return the answer that the key was given before, if it was.
    """
    name = "\n".join(place)
    until = time.monotonic() + WAITS_SECONDS
    while True:
        later(_HOLD, [name])
        [(is_held, *answer)] = run(_FIND, [*place])
        if is_held:
            return Earlier(*answer) if answer[0] else None
        if time.monotonic() > until:
            raise RequestInProgress
        time.sleep(LOOKS_EVERY_SECONDS)


def _repeat(earlier: Earlier, mark: str) -> Response:
    if earlier.fingerprint != mark:
        raise KeyReused
    body = json.loads(opened(earlier.body))
    if earlier.status == SecretWasShown.status:
        raise SecretWasShown(body["id"])
    return Response(body, status=earlier.status, headers=json.loads(earlier.headers))


def _kept(place: Place, mark: str, response: Answer) -> Answer:
    """Store an answer along with what was done for it; a refusal has done nothing."""
    if response.status_code < 400:
        _store(place, mark, response)
    return response


def _store(place: Place, mark: str, response: Answer) -> None:
    if isinstance(response, AnswerAtCommit) and not _seals():
        later(_STORE_UNSEEN, [*place, mark, response.status_code, _headers(response)])
        return
    if isinstance(response, SecretResponse):
        status, headers = SecretWasShown.status, "{}"
        body = json.dumps({"id": str(response.data["id"])})
    else:
        status = response.status_code
        body = _sealed(_text(response))
        headers = _headers(response)  # of which the text may have told one
    later(_STORE, [*place, mark, status, headers, body])


def _headers(response: Answer) -> str:
    kept = {name: response[name] for name in KEPT_HEADERS if name in response}
    return msgspec.json.encode(kept).decode()


def _text(response: Answer) -> str:
    if isinstance(response, Response):
        return json.dumps(response.data, cls=JSONEncoder)
    return cast(HttpResponse, completed(response)).content.decode()  # it is JSON already


def _mark(said: list[Any]) -> str:
    """Return what tells one request from another; where rows are sealed, no guess confirms it."""
    plain = fingerprint(said)
    return blinded(plain, index="idempotency") if _seals() else plain


def _sealed(body: str) -> str:
    """An answer repeats what the rows hold: where some of that is sealed, so is the answer."""
    return seal(body) if _seals() else body


def _seals() -> bool:
    return bool(getattr(settings, "ENCRYPTION_KEYS", ""))
