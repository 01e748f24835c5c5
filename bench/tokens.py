"""Access tokens as accounts would give them, and the address where their key is published."""

import json
import os
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KID = "bench"
AUDIENCE = "tasks"
MEMBER = ("member",)
DESK = ("technician",)
SCOPES = "tasks:read tasks:write"


def issuer() -> str:
    """Who gives them, as the services believe."""
    return f"{os.environ['KITROOM_PUBLIC_URL']}/accounts/o"


def token(person: str, *, roles: tuple[str, ...] = MEMBER, **changes: Any) -> str:
    """A token of five minutes for somebody."""
    return _signed(_claims(person, roles, changes), _key("ours"))


def forged(person: str) -> str:
    """The same, signed by somebody else."""
    return _signed(_claims(person, MEMBER, {}), _key("theirs"))


def public_pem() -> str:
    """The public key, as peers are given it."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key("ours").public_key().public_bytes(serialization.Encoding.PEM, form).decode()


@contextmanager
def published() -> Iterator[str]:
    """Serve the key set for the length of a block, and give its address."""
    server = HTTPServer(("127.0.0.1", 0), _KeySet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jwks.json"
    finally:
        server.shutdown()


class _KeySet(BaseHTTPRequestHandler):
    """The one document that this address has."""

    def do_GET(self) -> None:
        """Answer with the key set."""
        public = json.loads(RSAAlgorithm.to_jwk(_key("ours").public_key()))
        jwk = {**public, "kid": KID, "alg": "RS256", "use": "sig"}
        body = json.dumps({"keys": [jwk]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@cache
def _key(whose: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _claims(person: str, roles: tuple[str, ...], changes: Mapping[str, Any]) -> dict[str, Any]:
    now = int(time.time())
    return {
        "iss": issuer(),
        "sub": person,
        "aud": [AUDIENCE],
        "client_id": "bench",
        "scope": SCOPES,
        "roles": list(roles),
        "jti": uuid.uuid4().hex,
        "iat": now,
        "exp": now + 300,
        **changes,
    }


def _signed(claims: Mapping[str, Any], key: rsa.RSAPrivateKey) -> str:
    return jwt.encode(dict(claims), key, algorithm="RS256", headers={"kid": KID, "typ": "at+jwt"})
