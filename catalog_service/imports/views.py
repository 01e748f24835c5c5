"""The API of imports."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from catalog_service.imports import actions, selectors
from catalog_service.imports.filters import ImportFilter
from catalog_service.imports.models import Import
from catalog_service.imports.permissions import CanImport
from catalog_service.imports.serializers import ImportSerializer, StartImportSerializer
from chassis.api.views import ResourceViewSet, RetrieveMixin


class ImportViewSet(RetrieveMixin, mixins.ListModelMixin, ResourceViewSet):
    """Files that fill the catalog. Who is not at the desk sees their own."""

    queryset = Import.objects.none()
    serializer_class = ImportSerializer
    permission_classes = (CanImport,)
    parser_classes = (MultiPartParser,)
    filterset_class = ImportFilter
    ordering_fields = ("created_at", "updated_at")

    def get_queryset(self) -> QuerySet[Import]:
        """Return the imports that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    @extend_schema(request=StartImportSerializer, responses={202: ImportSerializer})
    def create(self, request: Request) -> Response:
        """Send a file; a job does what its lines say. `Location` is the job, with its progress.

        A line is one product: `manufacturer` and `model`, and if you like `part_number`,
        `u_height`, `weight`, `weight_unit`, `comments` and `ports`, a list of
        `{kind, type, count}`. A product that is there already is changed where it differs. Lines
        that cannot be read are left out and reported in the job's result; a file that is no JSON
        lines is refused whole.
        """
        form = StartImportSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = actions.start_import(by=self.request.caller, **form.validated_data)
        body = self.get_serializer(row).data
        return Response(body, status=202, headers={"Location": body["job_url"]})
