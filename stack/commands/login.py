"""`manage.py login`, `token`, `logout`: a person's own tokens for scripts in a terminal."""

import argparse
import time
from collections.abc import Callable
from typing import Any

from stack.console import Console
from stack.errors import StackError
from stack.identity import kept, provider
from stack.identity.kept import Tokens
from stack.identity.provider import Refused
from stack.settings import Settings

FIRST_INTERVAL_SECONDS = 5
SLOWER_SECONDS = 5
LEFT_SECONDS = 30  # a token that is about to end is not handed out


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `token` and `logout`."""
    parser.add_argument("--url", default="", help="which Kitroom (default: that of this checkout)")


def login_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `login`."""
    arguments(parser)
    parser.add_argument(
        "--scope", default="", help='only this, as in "tasks:read catalog:read" (default: all)'
    )


def login(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Show an address and a code, and wait until somebody has decided there."""
    url = _url(settings, options)
    found = provider.discover(url)
    asked = provider.ask_for_a_code(found, options.scope)
    console.say(f"Open   {asked['verification_uri_complete']}")
    console.say(f"or open {asked['verification_uri']} and type the code {asked['user_code']}.")
    console.say(f"Waiting for you, at most {console_minutes(asked['expires_in'])} …")
    given = wait(found, asked)
    kept.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with kept.alone(url):
        kept.write(_tokens(url, given))
    console.say(f"You are logged in at {url}, with: {given['scope']}.")
    console.say(
        'Try:   curl -H "Authorization: Bearer $(python3 manage.py token)" '
        f"{url}/tasks/api/v1/tasks/"
    )
    return 0


def token(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Print a valid access token, and nothing else."""
    url = _url(settings, options)
    with kept.alone(url):
        tokens = kept.read(url)
        if tokens is None:
            raise StackError(f"You are not logged in at {url}.", remedy=kept.login_again(url))
        if tokens.expires_at - time.time() < LEFT_SECONDS:
            tokens = _renewed(tokens)
    console.say(tokens.access_token)
    return 0


def logout(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Give the tokens back, and forget them."""
    url = _url(settings, options)
    with kept.alone(url):
        tokens = kept.read(url)
        if tokens is None:
            console.say(f"You are not logged in at {url}.")
            return 0
        _give_back(tokens)
        kept.forget(url)
    console.say(f"You are logged out at {url}.")
    return 0


def wait(
    found: dict[str, Any], asked: dict[str, Any], sleep: Callable[[float], None] = time.sleep
) -> dict[str, Any]:
    """Ask as often as one may until there is an answer."""
    interval = float(asked.get("interval", FIRST_INTERVAL_SECONDS))
    while True:
        sleep(interval)
        try:
            return provider.ask_for_tokens(found, asked["device_code"])
        except Refused as refusal:
            if refusal.error == "slow_down":
                interval += SLOWER_SECONDS
            elif refusal.error != "authorization_pending":
                raise _plainly(refusal) from refusal


def console_minutes(seconds: float) -> str:
    """A time to wait, in words."""
    return f"{seconds / 60:.0f} minutes"


def _plainly(refusal: Refused) -> StackError:
    if refusal.error == "access_denied":
        return StackError("It was refused in the browser.")
    if refusal.error == "expired_token":
        return StackError("Nobody typed the code in time.", remedy="python3 manage.py login")
    return refusal


def _renewed(tokens: Tokens) -> Tokens:
    try:
        given = provider.refresh(provider.discover(tokens.url), tokens.refresh_token)
    except Refused as refusal:
        raise StackError(
            f"Your login at {tokens.url} is over ({refusal.error}).",
            remedy=kept.login_again(tokens.url),
        ) from refusal
    renewed = _tokens(tokens.url, given)
    kept.write(renewed)
    return renewed


def _give_back(tokens: Tokens) -> None:
    """Until the token is given back it is kept: whoever deletes it cannot end it any more."""
    try:
        provider.revoke(provider.discover(tokens.url), tokens.refresh_token)
    except StackError as error:
        raise StackError(
            f"You are still logged in at {tokens.url}: {error}",
            remedy=f"python3 manage.py logout --url {tokens.url}",
        ) from error


def _tokens(url: str, given: dict[str, Any]) -> Tokens:
    return Tokens(
        url=url,
        access_token=given["access_token"],
        refresh_token=given["refresh_token"],
        expires_at=time.time() + given["expires_in"],
        scope=given.get("scope", ""),
    )


def _url(settings: Settings, options: argparse.Namespace) -> str:
    return (options.url or settings.public_url).rstrip("/")
