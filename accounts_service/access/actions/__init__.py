"""The verbs of access: everything that lets people and programs in, and puts them out."""

from accounts_service.access.actions.api_tokens import make_api_token, revoke_api_token
from accounts_service.access.actions.clients import (
    make_client,
    make_command_line_client,
    renew_secret,
)
from accounts_service.access.actions.consents import withdraw_consent
from accounts_service.access.actions.keys import make_signing_key, replace_keys, rotate_keys
from accounts_service.access.actions.service_clients import make_service_client, make_web_client
from accounts_service.access.actions.tokens import issue_token

__all__ = [
    "issue_token",
    "make_api_token",
    "make_client",
    "make_command_line_client",
    "make_service_client",
    "make_signing_key",
    "make_web_client",
    "renew_secret",
    "replace_keys",
    "revoke_api_token",
    "rotate_keys",
    "withdraw_consent",
]
