"""The pages of access, and its part of the API."""

from accounts_service.access.views.consent import ConsentView
from accounts_service.access.views.discovery import KeySetView
from accounts_service.access.views.records import AccessRecordViewSet
from accounts_service.access.views.sign_in import ElsewhereView, SignInView, SignOutView
from accounts_service.access.views.sign_ins import SignInCheckView

__all__ = [
    "AccessRecordViewSet",
    "ConsentView",
    "ElsewhereView",
    "KeySetView",
    "SignInCheckView",
    "SignInView",
    "SignOutView",
]
