"""The audit trail in the API."""

from django.db.models import QuerySet

from accounts_service.access.filters import AccessRecordFilter
from accounts_service.access.models import AccessRecord
from accounts_service.access.permissions import CanReadRecords
from accounts_service.access.selectors import records
from accounts_service.access.serializers import AccessRecordSerializer
from chassis.api.views import CallerViewSet, ListMixin


class AccessRecordViewSet(ListMixin, CallerViewSet):
    """Who got in, who did not, and what changed about getting in.

    Admins see all, others what is about themselves. Nobody changes a record.
    """

    queryset = AccessRecord.objects.none()
    serializer_class = AccessRecordSerializer
    permission_classes = (CanReadRecords,)
    filterset_class = AccessRecordFilter
    ordering = "-at"
    ordering_fields = ("at",)

    def get_queryset(self) -> QuerySet[AccessRecord]:
        """Return the records that exist for the caller."""
        return records.records_for(self.request.caller)
