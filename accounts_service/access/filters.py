"""What lists of access can be narrowed by."""

from accounts_service.access.models import AccessRecord, ApiToken, Consent
from chassis.api.filters import FilterSet


class AccessRecordFilter(FilterSet):
    """The filters of `GET /access-records/`."""

    class Meta:
        model = AccessRecord
        fields = {
            "kind": ["exact", "in"],
            "person": ["exact"],
            "by": ["exact"],
            "address": ["exact"],
            "request_id": ["exact"],
            "client": ["exact"],
            "at": ["gte", "lte"],
        }


class ApiTokenFilter(FilterSet):
    """The filters of `GET /api-tokens/`."""

    class Meta:
        model = ApiToken
        fields = {
            "person": ["exact"],
            "expires_at": ["gte", "lte"],
            "last_used_at": ["gte", "lte", "isnull"],
            "revoked_at": ["isnull"],
        }


class ConsentFilter(FilterSet):
    """The filters of `GET /consents/`."""

    class Meta:
        model = Consent
        fields = {
            "person": ["exact"],
            "created_at": ["gte", "lte"],
        }
