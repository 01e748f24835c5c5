"""What the OAuth provider may grant: never more than the client's scopes and the person's role."""

import re
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.utils import timezone
from oauth2_provider.models import RefreshToken
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2 import InvalidGrantError, InvalidRequestError

from accounts_service.access.actions import devices, giving, grants
from accounts_service.access.actions.consents import give_consent
from accounts_service.access.actions.ending import end_family, end_shown
from accounts_service.access.actions.recording import record
from accounts_service.access.models import Client, Kind
from accounts_service.access.selectors import tokens
from accounts_service.access.selectors.devices import hashed
from accounts_service.access.selectors.grants import grantable, narrowed
from chassis.auth import register

S256_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
LONGEST_NONCE = 255
SIGN_IN = "sign_in"
NAMED = "named_client"


class GrantValidator(OAuth2Validator):
    """The provider's validator, which also looks at the person's role and whether they are active.

    It looks again at every code and every refresh: a role may have changed since the consent.
    """

    oidc_claim_scope: ClassVar = {**OAuth2Validator.oidc_claim_scope, "roles": "profile"}

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Let a program prove who it is. One without a secret proves nothing, and has no need."""
        proved = super().authenticate_client(request, *args, **kwargs) and (
            request.client.has_secret or request.grant_type == Client.GRANT_DEVICE_CODE
        )
        if not proved:
            giving.record_refusal(vars(request).get(NAMED))
        return bool(proved)

    def authenticate_client_id(
        self, client_id: str, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Let a program without a secret be whom it says."""
        known = super().authenticate_client_id(client_id, request, *args, **kwargs)
        if not known:
            giving.record_refusal(vars(request).get(NAMED))
        return bool(known)

    def _load_application(self, client_id: str, request: Any) -> Client | None:
        """Remember which program was named: the library forgets one whose secret is wrong."""
        client: Client | None = super()._load_application(client_id, request)
        if client is not None:
            setattr(request, NAMED, client)
        return client

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Client, request: Any, **kwargs: Any
    ) -> bool:
        """Let a program have tokens in its own way; for a device, in the name of who allowed it."""
        if not super().validate_grant_type(client_id, grant_type, client, request, **kwargs):
            return False
        if grant_type == Client.GRANT_DEVICE_CODE:
            code = str(getattr(request, "device_code", None) or "")
            grant = devices.redeem(device_code=code, client=request.client, at=timezone.now())
            request.user = grant.user
            request.scopes = narrowed(grant.scope.split(), person=grant.user, client=request.client)
            if not request.scopes:
                raise InvalidGrantError(request=request)
        return True

    def validate_silent_login(self, request: Any) -> bool:
        """Let the page answer: it knows who is signed in, and since when."""
        return True

    def validate_silent_authorization(self, request: Any) -> bool:
        """Let the page answer: it knows what the person let the program do."""
        return True

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Client, request: Any, **kwargs: Any
    ) -> bool:
        """Refuse scopes that the client, or the person who consents, may not have."""
        if not super().validate_scopes(client_id, scopes, client, request, **kwargs):
            return False
        # Parameters of a request can pose as its user: only a real one counts.
        person = request.user if isinstance(request.user, get_user_model()) else None
        return person is None or set(scopes) <= grantable(person)

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Any, **kwargs: Any
    ) -> None:
        """Keep a code, bound to an S256 challenge: nothing else can be one."""
        if not S256_CHALLENGE.fullmatch(request.code_challenge or ""):
            raise InvalidRequestError("The code_challenge is not of S256.", request=request)
        if len(request.nonce or "") > LONGEST_NONCE:
            raise InvalidRequestError("The nonce is too long.", request=request)
        # The code keeps it until it is redeemed; what a program itself claims is overwritten.
        asked = request.claims if isinstance(request.claims, dict) else {}
        request.claims = {**asked, SIGN_IN: request.sign_in._asdict()}
        kept = {**code, "code": hashed(code["code"])}
        super().save_authorization_code(client_id, kept, request, **kwargs)
        give_consent(person=request.user, client=request.client, scopes=request.scopes)

    def get_authorization_code_scopes(
        self, client_id: str, code: str | None, redirect_uri: str, request: Any
    ) -> list[str]:
        """Return what a code was given for, before anybody has looked whether it is good."""
        found: list[str] = super().get_authorization_code_scopes(
            client_id, hashed(code or ""), redirect_uri, request
        )
        return found

    def validate_code(
        self, client_id: str, code: str, client: Client, request: Any, **kwargs: Any
    ) -> bool:
        """Accept a code of somebody who is still active, for what they may still grant."""
        request.code = hashed(code)  # as it is stored: what follows looks for that
        if not super().validate_code(client_id, request.code, client, request, **kwargs):
            return False
        request.scopes = narrowed(request.scopes, person=request.user, client=client)
        return bool(request.user.is_active)

    def validate_bearer_token(self, token: str, scopes: Any, request: Any) -> bool:
        """Accept an access token until the access that it gives ends, as services do."""
        valid = super().validate_bearer_token(token, scopes, request)
        return bool(valid) and not tokens.has_ended(token)

    def validate_refresh_token(
        self, refresh_token: str, client: Client, request: Any, **kwargs: Any
    ) -> bool:
        """Accept a refresh token of somebody who is still active."""
        end_family(refresh_token)
        valid = super().validate_refresh_token(refresh_token, client, request, **kwargs)
        if not valid and (person := tokens.owner_of_used(refresh_token)):
            record(Kind.TOKEN_REUSED, person=person, client=client.client_id)
        return bool(valid and request.user.is_active)

    def _save_bearer_token(
        self, token: dict[str, Any], request: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Save what is given, unless what it was asked with was ended in this moment."""
        if request.grant_type != "client_credentials":
            used = getattr(request, "refresh_token_instance", None)
            used = used if isinstance(used, RefreshToken) else None
            person, client = request.user.id, request.client
            if not grants.may_be_given(person_id=person, client=client, used=used):
                raise InvalidGrantError(request=request)
        super()._save_bearer_token(token, request, *args, **kwargs)
        if request.grant_type != "refresh_token":
            giving.record_given(
                person=request.user,
                client=request.client,
                way=request.grant_type,
                scopes=request.scopes,
            )

    def revoke_token(
        self, token: str, token_type_hint: str, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Forget a token that a program gives back, and have every service refuse it."""
        giving.record_given_back(token, client=request.client)
        end_shown(token, client=request.client)
        super().revoke_token(token, token_type_hint, request, *args, **kwargs)

    def get_original_scopes(self, refresh_token: str, request: Any, **kwargs: Any) -> list[str]:
        """Return what was granted, as far as the person may still grant it."""
        scopes = super().get_original_scopes(refresh_token, request, **kwargs) or ""
        return narrowed(scopes.split(), person=request.user, client=request.client)

    def get_id_token_dictionary(
        self, token: Any, token_handler: Any, request: Any
    ) -> tuple[dict[str, Any], datetime]:
        """Tell the sign-in that an identity comes from: whoever closes that closes all."""
        claims, expires_at = super().get_id_token_dictionary(token, token_handler, request)
        issued_at = register.dated(str(request.user.id), timezone.now())
        signed_in = (request.claims or {}).get(SIGN_IN, {})
        return {**claims, "iat": issued_at, **signed_in}, expires_at

    def get_additional_claims(self) -> dict[str, Any]:
        """Return what identity tokens tell of a person, each with its own scope."""
        return {
            "name": lambda request: str(request.user),
            "preferred_username": lambda request: request.user.username,
            "email": lambda request: request.user.email,
            "roles": lambda request: [request.user.role],
        }
