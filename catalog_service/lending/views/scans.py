"""The API of the scan desk."""

from typing import Any

from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from catalog_service.lending import actions
from catalog_service.lending.models import Loan
from catalog_service.lending.permissions import CanRunTheDesk
from catalog_service.lending.serializers import ScanSerializer, ScansSerializer
from chassis.api.views import CallerViewSet


class ScanViewSet(CallerViewSet):
    """Many tags at once, out or in."""

    queryset = Loan.objects.none()
    serializer_class = ScanSerializer
    permission_classes = (CanRunTheDesk,)

    @extend_schema(responses={200: ScansSerializer})
    def create(self, request: Any) -> Response:
        """Hand out or take back up to 100 tags, each for itself.

        What goes out is one loan. A tag that breaks a rule is left as it was, and the answer says
        which rule; the others are done all the same. All of it looks as `condition` says: scan what
        does not for itself, or use the loan's `return/`.
        """
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        scanned = actions.scan(by=request.caller, at=now(), **form.validated_data)
        done = sum(row.code == actions.DONE for row in scanned)
        told = {"done": done, "refused": len(scanned) - done, "rows": scanned}
        return Response(ScansSerializer(told).data)
