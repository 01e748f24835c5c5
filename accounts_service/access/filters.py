"""What lists of access can be narrowed by."""

from typing import ClassVar

from accounts_service.access.models import AccessRecord, ApiToken, Consent
from chassis.api.filters import FilterSet


class AccessRecordFilter(FilterSet):
    """By what happened, to whom, when, from where and in which request."""

    class Meta:
        model = AccessRecord
        fields: ClassVar[dict[str, list[str]]] = {
            "kind": ["exact", "in"],
            "person": ["exact"],
            "by": ["exact"],
            "address": ["exact"],
            "request_id": ["exact"],
            "client": ["exact"],
            "at": ["gte", "lte"],
        }


class ApiTokenFilter(FilterSet):
    """By whose it is, and by when it ends."""

    class Meta:
        model = ApiToken
        fields: ClassVar[dict[str, list[str]]] = {
            "person": ["exact"],
            "expires_at": ["gte", "lte"],
            "last_used_at": ["gte", "lte", "isnull"],
            "revoked_at": ["isnull"],
        }


class ConsentFilter(FilterSet):
    """By whose it is, and by when it was given."""

    class Meta:
        model = Consent
        fields: ClassVar[dict[str, list[str]]] = {
            "person": ["exact"],
            "created_at": ["gte", "lte"],
        }
