"""The API of assets, as the books know them: who has one, and whether it may go."""

from typing import Any

from catalog_service.gear.views import AssetViewSet
from catalog_service.lending import actions
from catalog_service.lending.filters import HeldAssetFilter
from catalog_service.lending.serializers import HeldAssetSerializer, SharedAssetSerializer


class HeldAssetViewSet(AssetViewSet):
    """The things themselves, each with a tag. The desk sees who has one; `holder=me`: yours."""

    serializer_class = HeldAssetSerializer
    change_verb = staticmethod(actions.change_asset)
    filterset_class = HeldAssetFilter

    def get_serializer_class(self) -> Any:
        """Return a form that shows who has it to who may know: the desk, and whoever has it."""
        caller = getattr(self.request, "caller", None)
        is_own = self.action == "list" and self.request.query_params.get("holder") == "me"
        if caller is None or caller.sees_all or is_own:
            return super().get_serializer_class()
        return SharedAssetSerializer
