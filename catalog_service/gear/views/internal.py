"""What other services ask of gear."""

from rest_framework.generics import RetrieveAPIView

from catalog_service.gear.models import Asset
from catalog_service.gear.serializers import InternalAssetSerializer
from chassis.auth.authentication import BearerAuthentication
from chassis.auth.permissions import ServiceOnly


class InternalAssetView(RetrieveAPIView):
    """One asset, as far as other services need to know it."""

    authentication_classes = (BearerAuthentication,)
    permission_classes = (ServiceOnly,)
    queryset = Asset.objects.select_related("product", "location")
    serializer_class = InternalAssetSerializer
    schema = None  # not for the public contract
