"""The rules of access, as errors."""

from chassis.errors import Conflict, DomainError, Forbidden, Invalid


class ScopeNotGranted(Forbidden):
    """Nobody can be granted more than their role lets them do."""

    code = "scope_not_granted"


class KeysNotWritable(DomainError):
    """The folder of the signing keys cannot be changed by this process."""

    code = "keys_not_writable"
    status = 503


class PersonInactive(Forbidden):
    """This person was deactivated and gets no tokens."""

    code = "person_inactive"


class TriedTooOften(DomainError):
    """This was tried too often. Wait, and try again."""

    code = "tried_too_often"
    status = 429

    def __init__(self, seconds: int) -> None:
        self.wait = seconds
        super().__init__()


class WrongCode(Invalid):
    """This code is not right, or was used before. Codes of the app change every 30 seconds."""

    code = "wrong_code"


class WrongPassword(Invalid):
    """This is not your password."""

    code = "wrong_password"


class ApiTokenRefused(DomainError):
    """This API token is unknown, has expired or was revoked. Make another at /accounts/tokens/."""

    code = "unauthenticated"
    status = 401


class NotForPrograms(Forbidden):
    """People do this themselves: in the browser, or signed in by themselves."""

    code = "not_for_programs"


class ExpiryOutOfRange(Invalid):
    """An API token ends in the future, and within a year."""

    code = "expiry_out_of_range"


class TooManyApiTokens(Conflict):
    """You have as many API tokens as one may have. Revoke one first."""

    code = "too_many_api_tokens"


class PasskeyRefused(Invalid):
    """This passkey did not work. Try again, or choose another way."""

    code = "passkey_refused"
