"""The API of assets."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from catalog_service.gear import actions
from catalog_service.gear.filters import AssetFilter
from catalog_service.gear.models import Asset
from catalog_service.gear.serializers import AssetSerializer
from catalog_service.gear.views.resources import GearViewSet
from chassis.api.etags import etag


class AssetViewSet(GearViewSet):
    """The things themselves, each with a tag."""

    queryset = Asset.objects.all()
    serializer_class = AssetSerializer
    filterset_class = AssetFilter
    search_fields = ("tag", "serial", "product__title", "location", "notes")
    ordering_fields = ("created_at", "updated_at", "tag", "status")

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.create_asset(by=self.request.caller, **form.validated_data)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_asset(
            asset=form.instance, by=self.request.caller, **form.validated_data
        )

    def perform_destroy(self, asset: Asset) -> None:
        """Call the verb."""
        actions.delete_asset(asset=asset, by=self.request.caller)

    @action(detail=False, url_path="by-tag/(?P<tag>.+)", pagination_class=None, filter_backends=())
    def by_tag(self, request: Request, tag: str) -> Response:
        """Read the asset with this tag, whatever its capitals: what a scanner needs."""
        assets: Any = self.get_queryset()
        asset = get_object_or_404(assets.tagged(tag))
        return Response(self.get_serializer(asset).data, headers={"ETag": etag(asset)})
