"""Whom an identity token is about."""

from uuid import UUID

import jwt
from django.conf import settings

from accounts_service.access.selectors import keys
from accounts_service.access.selectors.tokens import DATED_AHEAD
from chassis.auth.tokens import ALGORITHM, LONGEST_TOKEN, MALFORMED, TYPE


def hinted(id_token: str | None) -> tuple[UUID | None, str]:
    """Return the person and the program of an identity token of ours, also of an expired one."""
    try:
        header = jwt.get_unverified_header((id_token or "")[: LONGEST_TOKEN + 1])
        key = keys.current().by_id.get(str(header.get("kid", "")))
        if key is None or header.get("typ") == TYPE:
            return None, ""
        claims = jwt.decode(
            id_token or "",
            key,
            algorithms=[ALGORITHM],
            issuer=settings.TOKEN_ISSUER,
            options={"verify_aud": False, "verify_exp": False, **DATED_AHEAD},
        )
        audience = claims["aud"]
        return UUID(claims["sub"]), audience if isinstance(audience, str) else audience[0]
    except (*MALFORMED, KeyError, IndexError, AttributeError):
        return None, ""
