"""Who is calling: tokens verified offline, sessions of the admin, and the scopes of both."""

from chassis.auth.caller import Caller

__all__ = ["Caller"]
