"""The wire form of access."""

from accounts_service.access.models import AccessRecord
from chassis.api.serializers import ResourceSerializer


class AccessRecordSerializer(ResourceSerializer):
    """One thing that happened about getting in."""

    class Meta:
        model = AccessRecord
        fields = (
            "id",
            "at",
            "kind",
            "person",
            "by",
            "address",
            "request_id",
            "client",
            "detail",
        )
        read_only_fields = fields
