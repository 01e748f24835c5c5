"""The API of assets."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from catalog_service.gear import actions, selectors
from catalog_service.gear.events import AssetChanged
from catalog_service.gear.filters import AssetFilter
from catalog_service.gear.models import Asset
from catalog_service.gear.permissions import CanKeepGear
from catalog_service.gear.serializers import AssetSerializer, LabelsSerializer
from chassis.api.bulk import BulkMixin
from chassis.api.exports import ExportMixin
from chassis.api.views import WholeViewSet
from chassis.jobs.serializers import JobSerializer
from chassis.projections.feeds import offer


class AssetViewSet(BulkMixin, ExportMixin, WholeViewSet):
    """The things themselves, each with a tag."""

    queryset = Asset.objects.select_related("location", "status_label")
    serializer_class = AssetSerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_asset)
    change_verb = staticmethod(actions.change_asset)
    delete_verb = staticmethod(actions.delete_asset)
    filterset_class = AssetFilter
    search_fields = ("words", "location__words", "product__words", "product__ports__port__words")
    ordering_fields = ("created_at", "updated_at", "tag", "status")
    export_columns = selectors.ASSET_COLUMNS

    @action(detail=False, url_path="by-tag/(?P<tag>.+)", pagination_class=None, filter_backends=())
    def by_tag(self, request: Request, tag: str) -> HttpResponseBase:
        """Read the asset with this tag, whatever its capitals: what a scanner needs."""
        assets: Any = self.get_queryset()
        return self.one(assets.tagged(tag))

    @extend_schema(request=LabelsSerializer, responses={202: JobSerializer})
    @action(detail=False, methods=["post"])
    def labels(self, request: Any) -> Response:
        """Have labels drawn as PDF: the job's result file. `Location` is the job.

        Its `result` says how many were drawn, and which were left out and why: a tag may be too
        long for a bar code.
        """
        form = LabelsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        job = actions.start_labels(by=request.caller, **form.validated_data)
        where = reverse("job-detail", [job.id])
        return Response(JobSerializer(job).data, status=202, headers={"Location": where})


offer("assets", Asset.objects.select_related("product"), fact=AssetChanged.of)
