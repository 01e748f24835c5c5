"""What a Kitroom's OAuth provider is asked, and what it answers."""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from stack.errors import StackError

CLIENT = "kitroom-cli"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
TIMEOUT_SECONDS = 10


class Refused(StackError):
    """The provider said no; `error` is its word for why."""

    def __init__(self, error: str, sentence: str = "") -> None:
        super().__init__(sentence or f"Kitroom refused: {error}.")
        self.error = error


def discover(url: str) -> dict[str, Any]:
    """The addresses of the provider of a Kitroom."""
    issuer = f"{url}/accounts/o"
    document = _send(f"{issuer}/.well-known/openid-configuration")
    if document.get("issuer") != issuer:
        raise StackError(
            f"{url} calls itself {document.get('issuer')!r}.",
            remedy=f"python3 manage.py login --url {_origin(str(document.get('issuer', url)))}",
        )
    return document


def ask_for_a_code(found: dict[str, Any], scope: str) -> dict[str, Any]:
    """Begin: the code that a person types, and where."""
    words = {"client_id": CLIENT, **({"scope": scope} if scope else {})}
    return _send(found["device_authorization_endpoint"], words)


def ask_for_tokens(found: dict[str, Any], device_code: str) -> dict[str, Any]:
    """Ask whether the person has decided."""
    words = {"grant_type": DEVICE, "device_code": device_code, "client_id": CLIENT}
    return _send(found["token_endpoint"], words)


def refresh(found: dict[str, Any], refresh_token: str) -> dict[str, Any]:
    """Exchange a refresh token: it works once."""
    words = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": CLIENT}
    return _send(found["token_endpoint"], words)


def revoke(found: dict[str, Any], refresh_token: str) -> None:
    """Give a refresh token back."""
    _send(found["revocation_endpoint"], {"token": refresh_token, "client_id": CLIENT})


def _origin(issuer: str) -> str:
    return issuer.removesuffix("/accounts/o")


def _send(address: str, words: dict[str, str] | None = None) -> dict[str, Any]:
    if not address.startswith(("http://", "https://")):
        raise StackError(f"{address} is no address of a Kitroom.")
    data = urllib.parse.urlencode(words).encode() if words is not None else None
    request = urllib.request.Request(address, data)  # noqa: S310  (looked at above)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            return _document(answer.read(), address)
    except urllib.error.HTTPError as error:
        raise _refusal(error, address) from error
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise StackError(
            f"Nothing answers at {address}: {reason}.", remedy="python3 manage.py status"
        ) from error


def _document(body: bytes, address: str) -> dict[str, Any]:
    try:
        document = json.loads(body or b"{}")
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise StackError(f"What answers at {address} is no Kitroom.")
    return document


def _refusal(error: urllib.error.HTTPError, address: str) -> StackError:
    try:
        said = json.loads(error.read())
        return Refused(str(said["error"]), str(said.get("error_description", "")))
    except (ValueError, KeyError, TypeError):
        return StackError(f"{address} answered {error.code}.")
