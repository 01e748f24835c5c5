"""The API of attachments."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.settings import api_settings

from catalog_service.attachments import actions, selectors
from catalog_service.attachments.filters import AttachmentFilter
from catalog_service.attachments.models import Attachment
from catalog_service.attachments.permissions import CanAttach
from catalog_service.attachments.serializers import AttachmentSerializer
from catalog_service.gear.serializers import ProductSerializer
from chassis.api.etags import etag
from chassis.files.views import KeptFileViewSet


class AttachmentViewSet(KeptFileViewSet):
    """Files of assets, products and kits, and photos of how an asset looked when it was lent.

    What a file is, is found out by its content: pictures (JPEG, PNG, WebP, GIF), PDF, text and CSV
    in UTF-8 are taken. Pictures are drawn anew: upright, at most 2,048 pixels long, without what
    the camera wrote about place and time. Photos of a loan are seen by who may see the loan.
    """

    queryset = Attachment.objects.none()
    serializer_class = AttachmentSerializer
    permission_classes = (CanAttach,)
    create_verb = staticmethod(actions.attach)
    delete_verb = staticmethod(actions.delete_attachment)
    filterset_class = AttachmentFilter

    def get_queryset(self) -> QuerySet[Attachment]:
        """Return the files that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    @extend_schema(request=None, responses=ProductSerializer)
    @action(
        detail=True,
        methods=["post"],
        url_path="make-image",
        parser_classes=api_settings.DEFAULT_PARSER_CLASSES,
    )
    def make_image(self, request: Any, pk: str) -> Response:
        """Let a picture stand for its product, wherever the product is shown."""
        product = actions.make_image(attachment=self.get_object(), by=request.caller)
        return Response(ProductSerializer(product).data, headers={"ETag": etag(product)})
