"""Access tokens: good ones open the service, every other text is a 401."""

import base64
import hashlib
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from chassis.auth import tokens as access
from chassis.testing import tokens
from chassis.tests.conftest import NOTES


def part(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def signed(headers=None, key=None, algorithm="RS256", **changes):
    claims = tokens.claims(scope="notes:read", **changes)
    return tokens.sign(claims, headers=headers, key=key, algorithm=algorithm)


def now(seconds=0):
    return int(time.time()) + seconds


def by_hand(header, **changes):
    """Sign any header and claims with the right key: what PyJWT would not even write."""
    claims = tokens.claims(scope="notes:read", **changes)
    text = f"{part(header)}.{part(claims)}"
    rs256 = jwt.get_algorithm_by_name("RS256")
    return f"{text}.{part(rs256.sign(text.encode(), tokens.PRIVATE_KEY))}"


def hs256_with_the_public_key():
    """The classic confusion: the public key's text taken for a shared secret."""
    pem = tokens.PRIVATE_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = {"alg": "HS256", "typ": "at+jwt", "kid": tokens.KID}
    text = f"{part(header)}.{part(tokens.claims(scope='notes:read'))}"
    return f"{text}.{part(hmac.new(pem, text.encode(), hashlib.sha256).digest())}"


def swapped(**claims):
    """A good token whose claims were exchanged after signing."""
    head, _, signature = signed().split(".")
    return f"{head}.{part(tokens.claims(**claims))}.{signature}"


GOOD_HEADER = {"alg": "RS256", "typ": "at+jwt", "kid": tokens.KID}
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
HOSTILE = {
    "empty": lambda: "",
    "one dot": lambda: ".",
    "two dots": lambda: "..",
    "garbage": lambda: "garbage",
    "garbage in three parts": lambda: "a.b.c",
    "five parts": lambda: f"{signed()}.a.b",
    "latin letters": lambda: "tök.en.é",
    "two tokens": lambda: f"{signed()} {signed()}",
    "two tokens with a comma": lambda: f"{signed()},{signed()}",
    "100 kB": lambda: "a" * 100_000,
    "100 kB of claims": lambda: signed(note="x" * 100_000),
    "8 kB of brackets for a header": lambda: f"{part(b'[' * 5000)}.e30.",
    "an array for a header": lambda: f"{part([])}.{part({})}.",
    "a number for a header": lambda: f"{part(1)}.{part({})}.",
    "null for a header": lambda: f"{part(None)}.{part({})}.",
    "no header": lambda: by_hand({}),
    "no algorithm": lambda: by_hand({"typ": "at+jwt", "kid": tokens.KID}),
    "an array for an algorithm": lambda: by_hand({**GOOD_HEADER, "alg": ["RS256"]}),
    "an object for a key id": lambda: by_hand({**GOOD_HEADER, "kid": {}}),
    "alg none": lambda: signed(algorithm=None, key=""),
    "alg None without a signature": lambda: f"{part({**GOOD_HEADER, 'alg': 'None'})}.{part({})}.",
    "HS256 with the public key": hs256_with_the_public_key,
    "HS256": lambda: signed(key="s" * 40, algorithm="HS256"),
    "RS512": lambda: signed(algorithm="RS512"),
    "PS256": lambda: signed(algorithm="PS256"),
    "ES256": lambda: signed(key=ec.generate_private_key(ec.SECP256R1()), algorithm="ES256"),
    "another key": lambda: signed(key=STRANGER),
    "a wrong signature": lambda: signed()[:-8] + "AAAAAAAA",
    "no signature": lambda: signed().rpartition(".")[0] + ".",
    "swapped claims": lambda: swapped(roles=["admin"]),
    "no kid": lambda: by_hand({"alg": "RS256", "typ": "at+jwt"}),
    "an unknown kid": lambda: signed({"kid": "another"}),
    "a kid that is a path": lambda: signed({"kid": "../../../dev/null"}),
    "a kid that is SQL": lambda: signed({"kid": "x' OR '1'='1"}),
    "a kid that is an address": lambda: signed({"kid": "http://evil.example/jwks"}),
    "jku": lambda: signed({"jku": "http://evil.example/jwks"}),
    "jwk": lambda: signed({"jwk": tokens.PUBLIC_JWK}),
    "x5u": lambda: signed({"x5u": "http://evil.example/x"}),
    "x5c": lambda: signed({"x5c": ["MIIB"]}),
    "crit": lambda: by_hand({**GOOD_HEADER, "crit": ["exp"]}),
    "typ JWT": lambda: signed({"typ": "JWT"}),
    "typ of an id token": lambda: signed({"typ": "id_token"}),
    "typ of a refresh token": lambda: signed({"typ": "rt+jwt"}),
    "no typ": lambda: by_hand({"alg": "RS256", "kid": tokens.KID}),
    "another issuer": lambda: signed(iss="http://evil.example"),
    "an issuer with a slash": lambda: signed(iss="http://testserver/accounts/o/"),
    "another audience": lambda: signed(aud=["tasks"]),
    "no audience in the list": lambda: signed(aud=[]),
    "without iss": lambda: signed(iss=None),
    "without sub": lambda: signed(sub=None),
    "without aud": lambda: signed(aud=None),
    "without exp": lambda: signed(exp=None),
    "without iat": lambda: signed(iat=None),
    "without jti": lambda: signed(jti=None),
    "expired": lambda: signed(exp=now(-31)),
    "expired long ago": lambda: signed(exp=0),
    "not valid yet": lambda: signed(nbf=now(60)),
    "made in the future": lambda: signed(iat=now(60)),
    "a text for a time": lambda: signed(exp="tomorrow"),
    "a number for a subject": lambda: by_hand(GOOD_HEADER, sub=7),
    "an array for claims": lambda: f"{part(GOOD_HEADER)}.{part([])}.AA",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_token_is_refused(anonymous, refused, make):
    answer = anonymous.get(NOTES, headers={"Authorization": f"Bearer {make()}"})

    refused(answer, 401, "invalid_token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


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
    token = signed(**{**changes, **times})

    assert anonymous.get(NOTES, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_the_scheme_may_be_written_in_any_case(anonymous):
    assert anonymous.get(NOTES, headers={"Authorization": f"bEARER {signed()}"}).status_code == 200


@pytest.mark.parametrize("header", ["Basic YTpi", "Token abc", "Bearerabc", "abc"])
def test_another_scheme_is_no_token(anonymous, refused, header):
    answer = anonymous.get(NOTES, headers={"Authorization": header})

    refused(answer, 401, "unauthenticated")


def test_a_token_tells_who_calls(db):
    caller = access.verify(
        signed(sub="ana", name="Ana", roles=["admin"], jti="j1", client_id="web")
    )

    assert (caller.id, caller.pk, caller.kind, str(caller)) == ("ana", "ana", "person", "Ana")
    assert caller.may("notes:read")
    assert not caller.may("notes:write")
    assert caller.has_role("admin", "member")
    assert (caller.client_id, caller.token_id) == ("web", "j1")


def test_a_client_that_speaks_for_itself_is_a_service():
    caller = access.verify(signed(sub="importer", client_id="importer"))

    assert (caller.kind, caller.get_username()) == ("service", "importer")


def test_a_key_of_another_kind_under_a_known_id_opens_nothing(anonymous, refused, monkeypatch):
    curve = ec.generate_private_key(ec.SECP256R1())
    jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(curve.public_key()))
    monkeypatch.setattr(tokens, "PUBLIC_JWK", {**jwk, "kid": tokens.KID})

    for token in (signed(), signed(key=curve, algorithm="ES256")):
        answer = anonymous.get(NOTES, headers={"Authorization": f"Bearer {token}"})
        refused(answer, 401, "invalid_token")
