"""Access tokens: good ones open the service, every other text is a 401."""

import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from chassis.auth import tokens as access
from chassis.testing import tokens
from chassis.testing.hostile_tokens import HOSTILE, STRANGER, let_in, part, signed
from chassis.tests.conftest import NOTES

READ = "notes:read"


def now(seconds=0):
    return int(time.time()) + seconds


def test_every_hostile_token_is_refused(hostile_tokens):
    hostile_tokens(NOTES, READ)


def as_its_header_says(token):
    """Verify by the algorithm that the token names, with the one key that there is."""
    algorithm = jwt.get_unverified_header(token)["alg"]
    key = access.key_source().get(tokens.KID)
    if algorithm == "none":
        return jwt.decode(token, options={"verify_signature": False})
    if algorithm == "HS256":
        pem = key.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        head, _, signature = token.rpartition(".")
        if part(hmac.digest(pem, head.encode(), "sha256")) != signature:
            raise jwt.InvalidSignatureError
        return jwt.decode(token, options={"verify_signature": False})
    return decoded(token, key.key, algorithms=[algorithm])


def as_the_library_does(token):
    """Verify all that PyJWT can, and nothing that it cannot."""
    return decoded(token, access.key_source().get(tokens.KID), algorithms=["RS256"])


def with_the_key_that_it_brings(token):
    """Verify with the key in the token's own header."""
    header = jwt.get_unverified_header(token)
    return decoded(token, jwt.PyJWK(header.get("jwk", tokens.PUBLIC_JWK)), algorithms=["RS256"])


def for_whomever_it_is(token):
    """Verify all but the audience."""
    key = access.key_source().get(tokens.KID)
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})


def decoded(token, key, **words):
    names = {"audience": "chassis", "issuer": "http://testserver/accounts/o", "leeway": 30}
    return jwt.decode(token, key, options={"require": access.REQUIRED}, **names, **words)


NAIVE = {
    as_its_header_says: {"alg none", "HS256 with the public key as PEM", "RS512", "PS256"},
    as_the_library_does: {"padding", "typ JWT", "jku", "a scope twice", "made at true"},
    with_the_key_that_it_brings: {"jwk and its key"},
    for_whomever_it_is: {"another audience", "no audience in the array", "an id token"},
}


@pytest.mark.parametrize("naive", NAIVE, ids=lambda naive: naive.__name__)
def test_the_table_catches_who_verifies(anonymous, monkeypatch, naive):
    monkeypatch.setattr(access, "_said", lambda token: access._as_said(naive(token)))
    anonymous.raise_request_exception = False

    caught = let_in(anonymous, NOTES)

    assert NAIVE[naive] <= caught.keys() < HOSTILE.keys()


GOOD = {
    "as it is made": {},
    "an audience as text": {"aud": "chassis"},
    "one audience of several": {"aud": ["tasks", "chassis"]},
    "expired within the leeway": {"exp": -10},
    "made a little in the future": {"iat": 10, "nbf": 10},
    "no roles": {"roles": None},
    "claims that we do not know": {"colour": "blue"},
}


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD)
def test_a_good_token_opens_the_service(anonymous, changes):
    times = {name: now(value) for name, value in changes.items() if isinstance(value, int)}
    token = signed(scope=READ, **{**changes, **times})

    assert anonymous.get(NOTES, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_the_scheme_may_be_written_in_any_case(anonymous):
    header = f"bEARER {signed(scope=READ)}"

    assert anonymous.get(NOTES, headers={"Authorization": header}).status_code == 200


@pytest.mark.parametrize("header", ["Basic YTpi", "Token abc", "Bearerabc", "abc"])
def test_another_scheme_is_no_token(anonymous, refused, header):
    answer = anonymous.get(NOTES, headers={"Authorization": header})

    refused(answer, 401, "unauthenticated")


def test_a_token_tells_who_calls(db):
    caller = access.verify(
        signed(scope=READ, sub="ana", name="Ana", roles=["admin"], jti="j1", client_id="web")
    )

    assert (caller.id, caller.pk, caller.kind, str(caller)) == ("ana", "ana", "person", "Ana")
    assert caller.may("notes:read")
    assert not caller.may("notes:write")
    assert caller.has_role("admin", "member")
    assert (caller.client_id, caller.token_id) == ("web", "j1")


def test_a_client_that_speaks_for_itself_is_a_service():
    caller = access.verify(signed(sub="importer", client_id="importer"))

    assert (caller.kind, caller.get_username()) == ("service", "importer")


def with_another_signature(token, monkeypatch):
    head, _, _ = token.rpartition(".")
    return f"{head}.{signed().rpartition('.')[2]}"


def when_it_has_ended(token, monkeypatch):
    later = now(10 + access.LEEWAY_SECONDS)
    monkeypatch.setattr(access.time, "time", lambda: later)
    return token


def when_its_key_is_published_no_more(token, monkeypatch):
    monkeypatch.setattr(tokens, "KID", "another-key")
    return token


def when_another_is_signed_with_its_key(token, monkeypatch):
    stranger = RSAAlgorithm.to_jwk(STRANGER.public_key())
    monkeypatch.setattr(tokens, "PUBLIC_JWK", {**json.loads(stranger), "kid": tokens.KID})
    return token


def for_another_audience(token, monkeypatch):
    monkeypatch.setattr(settings, "TOKEN_AUDIENCE", "another")
    return token


SINCE = (
    with_another_signature,
    when_it_has_ended,
    when_its_key_is_published_no_more,
    when_another_is_signed_with_its_key,
    for_another_audience,
)


@pytest.mark.parametrize("shown", SINCE, ids=lambda shown: shown.__name__)
def test_a_token_that_was_good_is_verified_again(anonymous, refused, monkeypatch, shown):
    token = signed(scope=READ, exp=now(10))
    headers = {"Authorization": f"Bearer {token}"}
    assert anonymous.get(NOTES, headers=headers).status_code == 200

    headers = {"Authorization": f"Bearer {shown(token, monkeypatch)}"}

    refused(anonymous.get(NOTES, headers=headers), 401, "invalid_token")


def test_a_key_of_another_kind_under_a_known_id_opens_nothing(anonymous, refused, monkeypatch):
    curve = ec.generate_private_key(ec.SECP256R1())
    jwk = json.loads(ECAlgorithm.to_jwk(curve.public_key()))
    monkeypatch.setattr(tokens, "PUBLIC_JWK", {**jwk, "kid": tokens.KID})

    for token in (signed(), signed(key=curve, algorithm="ES256")):
        answer = anonymous.get(NOTES, headers={"Authorization": f"Bearer {token}"})
        refused(answer, 401, "invalid_token")
