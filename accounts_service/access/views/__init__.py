"""The pages of access, and its part of the API."""

from accounts_service.access.views.api_tokens import ApiTokenViewSet
from accounts_service.access.views.closing import LeaveView
from accounts_service.access.views.consent import ConsentView
from accounts_service.access.views.consents import ConsentViewSet
from accounts_service.access.views.device import DeviceView
from accounts_service.access.views.discovery import DiscoveryView, KeySetView
from accounts_service.access.views.records import AccessRecordViewSet
from accounts_service.access.views.sign_in import ElsewhereView, SignInView, SignOutView
from accounts_service.access.views.sign_ins import SignInCheckView
from accounts_service.access.views.token import (
    DeviceAuthorizationView,
    IntrospectView,
    TokenView,
)

__all__ = [
    "AccessRecordViewSet",
    "ApiTokenViewSet",
    "ConsentView",
    "ConsentViewSet",
    "DeviceAuthorizationView",
    "DeviceView",
    "DiscoveryView",
    "ElsewhereView",
    "IntrospectView",
    "KeySetView",
    "LeaveView",
    "SignInCheckView",
    "SignInView",
    "SignOutView",
    "TokenView",
]
