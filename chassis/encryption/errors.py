"""Why something that is stored encrypted cannot be read or written now."""

from chassis.errors import DomainError


class KeyMissing(DomainError):
    """What is stored encrypted cannot be read here: its key is not among the keys."""

    code = "key_missing"
    status = 503


class KeysBroken(DomainError):
    """The encryption keys cannot be used."""

    code = "keys_broken"
    status = 503


class KeyInUse(DomainError):
    """Something is still sealed with a key that was to be dropped."""

    code = "key_in_use"


class KeysNotWritable(DomainError):
    """The keys cannot be changed from here."""

    code = "keys_not_writable"
