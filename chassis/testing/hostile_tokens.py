"""Texts that are no access token of the service under test, by what is wrong with each.

They are signed with the key of tests wherever somebody hostile could hold a signed text: what is
wrong is then the one thing that the name says.
"""

import base64
import hashlib
import hmac
import json
import time
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from chassis.testing import tokens

EVIL = "http://evil.example/jwks"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Made once: whoever shows the table to several services would wait for it each time.
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())


def part(value: Any) -> str:
    """Return one part of a token: of bytes as they are, of anything else as JSON."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def signed(
    headers: Mapping[str, Any] | None = None,
    key: Any = None,
    algorithm: str | None = "RS256",
    **changes: Any,
) -> str:
    """Return a good token, or one with other headers, key, algorithm or claims."""
    return tokens.sign(tokens.claims(**changes), headers=headers, key=key, algorithm=algorithm)


def by_hand(header: Any = None, claims: Any = None, **changes: Any) -> str:
    """Sign any header and claims with the right key: what PyJWT would not even write."""
    head = part(good_header() if header is None else header)
    text = f"{head}.{part(tokens.claims(**changes) if claims is None else claims)}"
    rs256 = jwt.get_algorithm_by_name("RS256")
    return f"{text}.{part(rs256.sign(text.encode(), tokens.PRIVATE_KEY))}"


def good_header(**more: Any) -> dict[str, Any]:
    """Return the header of a good token, with more in it."""
    return {"alg": "RS256", "typ": "at+jwt", "kid": tokens.KID, **more}


def _without(name: str) -> dict[str, Any]:
    return {key: value for key, value in good_header().items() if key != name}


def _in(seconds: float) -> int:
    return int(time.time() + seconds)


def _hs256(secret: bytes) -> str:
    """The classic confusion: the public key taken for a shared secret."""
    text = f"{part(good_header(alg='HS256'))}.{part(tokens.claims())}"
    return f"{text}.{part(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"


def _public(encoding: Encoding, form: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> bytes:
    return tokens.PRIVATE_KEY.public_key().public_bytes(encoding, form)


def _swapped(**changes: Any) -> str:
    """A good token whose claims were exchanged after signing."""
    head, _, signature = signed().split(".")
    return f"{head}.{part(tokens.claims(**changes))}.{signature}"


def _parts(change: Callable[[str, str, str], str]) -> str:
    head, claims, signature = signed().split(".")
    return change(head, claims, signature)


def _claims_with(text: str) -> str:
    """Sign claims that end in some JSON text: what no dictionary can hold."""
    return by_hand(claims=f"{json.dumps(tokens.claims())[:-1]}, {text}}}".encode())


def _header_with(text: str) -> str:
    return by_hand(f"{json.dumps(good_header())[:-1]}, {text}}}".encode())


def _claims_as(name: str, text: str) -> str:
    """Sign claims with one written in JSON as it stands here."""
    rest = json.dumps({key: value for key, value in tokens.claims().items() if key != name})
    return by_hand(claims=f'{rest[:-1]}, "{name}": {text}}}'.encode())


def _other_spelling(token: str) -> str:
    """The same bytes by other letters: of the last one not every bit counts."""
    last = LETTERS.index(token[-1])
    return token[:-1] + LETTERS[last ^ 1]


def _jwe() -> str:
    head = part({"alg": "RSA-OAEP", "enc": "A256GCM", "typ": "at+jwt", "kid": tokens.KID})
    return ".".join([head, part(b"k" * 256), part(b"i" * 12), part(b"c" * 400), part(b"t" * 16)])


def _deflated() -> str:
    claims = zlib.compress(json.dumps(tokens.claims()).encode())[2:-4]
    return by_hand(good_header(zip="DEF"), claims)


HOSTILE: dict[str, Callable[[], str]] = {
    # no token at all
    "empty": lambda: "",
    "one dot": lambda: ".",
    "two dots": lambda: "..",
    "garbage": lambda: "garbage",
    "garbage in three parts": lambda: "a.b.c",
    "latin letters": lambda: "tök.en.é",
    "letters beyond latin": lambda: "жетон.🔑.令牌",
    "a NUL in it": lambda: signed().replace(".", ".\0", 1),
    "a NUL after it": lambda: f"{signed()}\0",
    "a line break in it": lambda: signed().replace(".", ".\n", 1),
    "two tokens": lambda: f"{signed()} {signed()}",
    "two tokens with a comma": lambda: f"{signed()},{signed()}",
    "in quotes": lambda: f'"{signed()}"',
    "100 kB": lambda: "a" * 100_000,
    "100 kB of claims": lambda: signed(note="x" * 100_000),
    "100 kB of a header": lambda: signed({"note": "x" * 100_000}),
    "100 kB of dots": lambda: "." * 100_000,
    # the form
    "four parts": lambda: f"{signed()}.",
    "five parts": lambda: f"{signed()}.a.b",
    "a part before it": lambda: f"{part({})}.{signed()}",
    "encrypted (five parts)": _jwe,
    "JSON instead of parts": lambda: _parts(
        lambda head, claims, sign: json.dumps(
            {"protected": head, "payload": claims, "signature": sign}
        )
    ),
    "no signature": lambda: signed().rpartition(".")[0] + ".",
    "no signature and no dot": lambda: signed().rpartition(".")[0],
    "half a signature": lambda: signed()[:-171],
    "a signature without its end": lambda: signed()[:-2],
    "a wrong signature": lambda: signed()[:-8] + "AAAAAAAA",
    "a signature of zeros": lambda: _parts(lambda head, claims, _: f"{head}.{claims}.{'A' * 342}"),
    "no claims": lambda: _parts(lambda head, _, sign: f"{head}..{sign}"),
    "padding": lambda: f"{signed()}==",
    "the same bytes spelt otherwise": lambda: _other_spelling(signed()),
    "no base64 in the header": lambda: f"!!{signed()}",
    "no base64 in the signature": lambda: f"{signed()[:-4]}*{signed()[-4:]}",
    "base64 of the other alphabet": lambda: f"{part(good_header())}.{part({})}.ab+/",
    "swapped claims": lambda: _swapped(roles=["admin"]),
    # the header as JSON
    "8 kB of brackets for a header": lambda: f"{part(b'[' * 5000)}.e30.AA",
    "a header that is no UTF-8": lambda: f"{part(bytes([255, 254, 253]))}.{part({})}.AA",
    "a header in UTF-16": lambda: by_hand(json.dumps(good_header()).encode("utf-16")),
    "an array for a header": lambda: by_hand([]),
    "a number for a header": lambda: by_hand(1),
    "null for a header": lambda: by_hand(b"null"),
    "no header": lambda: by_hand({}),
    "an algorithm twice in the header": lambda: by_hand(
        f'{{"alg": "none", {json.dumps(good_header())[1:]}'.encode()
    ),
    "a key id twice in the header": lambda: _header_with(f'"kid": "{tokens.KID}"'),
    # the algorithm
    "no algorithm": lambda: by_hand(_without("alg")),
    "an array for an algorithm": lambda: by_hand(good_header(alg=["RS256"])),
    "null for an algorithm": lambda: by_hand(good_header(alg=None)),
    "alg none": lambda: signed(algorithm=None, key=""),
    "alg none with the right signature": lambda: by_hand(good_header(alg="none")),
    "alg nOnE": lambda: f"{part(good_header(alg='nOnE'))}.{part(tokens.claims())}.",
    "alg rs256 in small letters": lambda: by_hand(good_header(alg="rs256")),
    "HS256 with the public key as PEM": lambda: _hs256(_public(Encoding.PEM)),
    "HS256 with the public key as PEM without its last line break": lambda: _hs256(
        _public(Encoding.PEM).rstrip()
    ),
    "HS256 with the public key as PKCS 1": lambda: _hs256(
        _public(Encoding.PEM, PublicFormat.PKCS1)
    ),
    "HS256 with the public key as DER": lambda: _hs256(_public(Encoding.DER)),
    "HS256 with the published key": lambda: _hs256(json.dumps(tokens.PUBLIC_JWK).encode()),
    "HS256 with nothing": lambda: _hs256(b""),
    "HS256": lambda: signed(key="s" * 40, algorithm="HS256"),
    "RS512": lambda: signed(algorithm="RS512"),
    "PS256": lambda: signed(algorithm="PS256"),
    "ES256": lambda: signed(key=CURVE, algorithm="ES256"),
    # the key
    "another key": lambda: signed(key=STRANGER),
    "no kid": lambda: by_hand(_without("kid")),
    "an empty kid": lambda: signed({"kid": ""}),
    "an unknown kid": lambda: signed({"kid": "another"}),
    "a kid of 6 kB": lambda: signed({"kid": "k" * 4096}),
    "an object for a key id": lambda: by_hand(good_header(kid={})),
    "an array for a key id": lambda: by_hand(good_header(kid=[tokens.KID])),
    "a number for a key id": lambda: by_hand(good_header(kid=1)),
    "a kid that is a path": lambda: signed({"kid": "../../../dev/null"}),
    "a kid that is SQL": lambda: signed({"kid": "x' OR '1'='1"}),
    "a kid that is an address": lambda: signed({"kid": EVIL}),
    "a kid with a NUL": lambda: signed({"kid": f"{tokens.KID}\0"}),
    "jku": lambda: signed({"jku": EVIL}),
    "jku and another key": lambda: signed({"jku": EVIL, "kid": "evil"}, key=STRANGER),
    "jwk": lambda: signed({"jwk": tokens.PUBLIC_JWK}),
    "jwk and its key": lambda: signed({"jwk": _jwk_of_the_stranger()}, key=STRANGER),
    "x5u": lambda: signed({"x5u": EVIL}),
    "x5c": lambda: signed({"x5c": ["MIIB"]}),
    # what else a header can ask for
    "crit": lambda: by_hand(good_header(crit=["exp"])),
    "crit of nothing": lambda: by_hand(good_header(crit=[])),
    "crit of b64": lambda: by_hand(good_header(crit=["b64"], b64=True)),
    "claims that are not encoded (b64 false)": lambda: by_hand(
        good_header(crit=["b64"], b64=False)
    ),
    "b64 false and no crit": lambda: by_hand(good_header(b64=False)),
    "compressed claims": _deflated,
    "compressed, it says": lambda: by_hand(good_header(zip="DEF")),
    "a token in a token": lambda: by_hand(good_header(cty="JWT"), signed().encode()),
    # another kind of token
    "typ JWT": lambda: signed({"typ": "JWT"}),
    "typ of an id token": lambda: signed({"typ": "id_token"}),
    "typ of a refresh token": lambda: signed({"typ": "rt+jwt"}),
    "typ of a token to log out": lambda: signed({"typ": "logout+jwt"}),
    "typ of any": lambda: signed({"typ": "*"}),
    "no typ": lambda: by_hand(_without("typ")),
    "an array for a typ": lambda: by_hand(good_header(typ=["at+jwt"])),
    "an id token": lambda: signed({"typ": "JWT"}, aud="web", nonce="n", auth_time=_in(0)),
    "a refresh token": lambda: part(b"r" * 30),
    "an API token that no gateway exchanged": lambda: f"kr_{'a' * 43}",
    # issuer and audience
    "another issuer": lambda: signed(iss="http://evil.example"),
    "an issuer with a slash": lambda: signed(iss=f"{settings.TOKEN_ISSUER}/"),
    "a longer issuer": lambda: signed(iss=f"{settings.TOKEN_ISSUER}.evil.example"),
    "issuers in an array": lambda: by_hand(iss=[settings.TOKEN_ISSUER]),
    "without iss": lambda: signed(iss=None),
    "another audience": lambda: signed(aud=["another"]),
    "a longer audience": lambda: signed(aud=[f"{settings.TOKEN_AUDIENCE}-2"]),
    "part of an audience": lambda: signed(aud=settings.TOKEN_AUDIENCE[:-1]),
    "no audience in the array": lambda: signed(aud=[]),
    "an empty audience": lambda: signed(aud=""),
    "any audience": lambda: signed(aud=["*"]),
    "a number for an audience": lambda: by_hand(aud=7),
    "an object for an audience": lambda: by_hand(aud={settings.TOKEN_AUDIENCE: True}),
    "an array in the array of audiences": lambda: by_hand(aud=[[settings.TOKEN_AUDIENCE]]),
    "without aud": lambda: signed(aud=None),
    # times
    "expired": lambda: signed(exp=_in(-31)),
    "expired long ago": lambda: signed(exp=0),
    "a negative end": lambda: signed(exp=-(2**40)),
    "an end in a thousand years": lambda: signed(exp=_in(1000 * 365 * 86400)),
    "an end of 300 digits": lambda: signed(exp=10**299),
    "an end of 5,000 digits": lambda: _claims_as("exp", "9" * 5000),
    "an end that is infinite": lambda: _claims_as("exp", "Infinity"),
    "an end beyond floats": lambda: _claims_as("exp", "1e999"),
    "an end that is no number": lambda: _claims_as("exp", "NaN"),
    "an end with a fraction": lambda: _claims_as("exp", f"{_in(60)}.5"),
    "a text for an end": lambda: by_hand(exp="tomorrow"),
    "digits in a text for an end": lambda: by_hand(exp=str(_in(60))),
    "true for an end": lambda: by_hand(exp=True),
    "an array for an end": lambda: by_hand(exp=[_in(60)]),
    "without exp": lambda: signed(exp=None),
    "made in the future": lambda: signed(iat=_in(60)),
    "made long ago, for long": lambda: signed(iat=_in(-7200)),
    "made before there was time": lambda: signed(iat=-(10**18)),
    "made at an infinite time": lambda: _claims_as("iat", "-Infinity"),
    "made at no number": lambda: _claims_as("iat", "NaN"),
    "made at a fraction": lambda: _claims_as("iat", f"{_in(-1)}.5"),
    "made at a text": lambda: by_hand(iat=str(_in(-1))),
    "made at true": lambda: by_hand(iat=True),
    "without iat": lambda: signed(iat=None),
    "not valid yet": lambda: signed(nbf=_in(60)),
    "not valid before infinity": lambda: _claims_as("nbf", "Infinity"),
    "not valid before a text": lambda: by_hand(nbf="now"),
    "not valid before false": lambda: by_hand(nbf=False),
    # whom it speaks for, and what they may
    "without sub": lambda: signed(sub=None),
    "null for a subject": lambda: _claims_as("sub", "null"),
    "an empty subject": lambda: by_hand(sub=""),
    "a subject of a blank": lambda: by_hand(sub=" "),
    "a number for a subject": lambda: by_hand(sub=7),
    "an array for a subject": lambda: by_hand(sub=["018f5f5e-0000-7000-8000-00000000000a"]),
    "a subject with a NUL": lambda: by_hand(sub="ana\0"),
    "half a character in a subject": lambda: _claims_as("sub", r'"\ud800"'),
    "a subject of 5 kB": lambda: by_hand(sub="x" * 5000),
    "without jti": lambda: signed(jti=None),
    "a number for a jti": lambda: by_hand(jti=7),
    "an empty jti": lambda: by_hand(jti=""),
    "an array for a client": lambda: by_hand(client_id=["web"]),
    "an array for a scope": lambda: by_hand(scope=["read", "write"]),
    "true for a scope": lambda: by_hand(scope=True),
    "a scope with a NUL": lambda: by_hand(scope="read\0write"),
    "a text for roles": lambda: by_hand(roles="admin"),
    "an object for roles": lambda: by_hand(roles={"admin": True}),
    "numbers for roles": lambda: by_hand(roles=[1, 2]),
    # the claims as JSON
    "an array for claims": lambda: by_hand(claims=[]),
    "a text for claims": lambda: by_hand(claims="claims"),
    "claims that are no JSON": lambda: by_hand(claims=b"{"),
    "claims that are no UTF-8": lambda: by_hand(claims=b'{"sub": "\xff"}'),
    "claims that go on after their end": lambda: by_hand(
        claims=json.dumps(tokens.claims()).encode() + b"{}"
    ),
    "claims in 2,000 brackets": lambda: _claims_as("note", "[" * 2000 + "]" * 2000),
    "a subject twice": lambda: _claims_with('"sub": "somebody else"'),
    "an end twice": lambda: _claims_with(f'"exp": {_in(60)}'),
    "a scope twice": lambda: _claims_with('"scope": ""'),
}


def _jwk_of_the_stranger() -> dict[str, Any]:
    public: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(STRANGER.public_key()))
    return {**public, "kid": tokens.KID, "alg": "RS256", "use": "sig"}


def let_in(client: Any, path: str) -> dict[str, str]:
    """Show every hostile token at a path, and return those not refused, with what was said."""
    return {
        name: f"{answer.status_code} {answer.content[:200]!r}"
        for name, make in HOSTILE.items()
        if not _is_refusal(answer := show(client, path, make()))
    }


def show(client: Any, path: str, token: str) -> Any:
    """GET a path with a token."""
    return client.get(path, headers={"Authorization": f"Bearer {token}"})


def _is_refusal(answer: Any) -> bool:
    return (
        answer.status_code == 401
        and answer["Content-Type"] == "application/problem+json"
        and answer["WWW-Authenticate"].startswith("Bearer")
        and answer.json()["code"] == "invalid_token"
    )
