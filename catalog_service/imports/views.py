"""The API of imports."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from catalog_service.imports import actions, selectors
from catalog_service.imports.filters import ImportFilter
from catalog_service.imports.models import Import
from catalog_service.imports.permissions import CanImport
from catalog_service.imports.serializers import ImportSerializer, StartImportSerializer
from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin


class ImportViewSet(RetrieveMixin, ListMixin, ResourceViewSet):
    """Files that fill the catalog. Who is not at the desk sees their own."""

    queryset = Import.objects.none()
    serializer_class = ImportSerializer
    permission_classes = (CanImport,)
    parser_classes = (MultiPartParser,)
    filterset_class = ImportFilter

    def get_queryset(self) -> QuerySet[Import]:
        """Return the imports that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    @extend_schema(request=StartImportSerializer, responses={202: ImportSerializer})
    def create(self, request: Request) -> Response:
        """Send a file of products, assets or locations; a job does its rows. `Location` is the job.

        CSV and JSON lines are taken. Format, encoding, delimiter, line ends, the style of dates and
        the decimal mark are found out, or told; `found` of the import says what they are, which
        field each column is, and why others are left out. The models, assets and locations that
        Snipe-IT exports come as they are; for other columns there is the `mapping`.

        What is new is made, what differs is changed, the rest left alone: products by manufacturer
        and model, assets by tag (their missing products are made too). An empty cell says nothing.
        Rows with a mistake are left out; all mistakes are in the report (`report_url`), the first
        hundred in the job's result. A tag that comes twice is refused each time; a product that
        comes twice is changed by the later row. `dry_run` tries everything and changes nothing.

        Who has an asset (`borrower` and the like, Snipe-IT's check-out columns) gets a loan of it,
        and so does the place where it stands (`borrower_place`);
        a person whom the catalog does not know is named in the report, and the asset imported.

        A product in JSON lines says `manufacturer` and `model`, and if you like `category`,
        `part_number`, `u_height`, `weight`, `weight_unit`, `specs`, `comments` and `ports`, a list
        of `{kind, type, count}`. In a table a column `cf_<name>` is a field of the specs; they
        must be as the schema of the category says.

        A file that cannot be read at all is refused at once. Ninety days after its job has ended an
        import is forgotten, with its file and its report.
        """
        form = StartImportSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = actions.start_import(by=self.request.caller, **form.validated_data)
        body = self.get_serializer(row).data
        return Response(body, status=202, headers={"Location": body["job_url"]})

    @extend_schema(request=None, responses={202: ImportSerializer})
    @action(detail=True, methods=["post"], parser_classes=api_settings.DEFAULT_PARSER_CLASSES)
    def undo(self, request: Any, pk: str) -> Response:
        """Take an import back once its job is over; a job does it. `Location` is that job.

        What the import made is removed and what it changed is as it was before. What somebody
        changed since, or needs by now, stays as it is: the job's result counts and names the first
        hundred (`{kind, id, name, code, detail}`; `code`: `changed`, `deleted`, `in_use`, `lost`),
        its file names all. Undo it once more when they are out of the way; where nothing was left,
        that is 409 `already_undone`.
        """
        row = actions.start_undo(row=self.get_object(), by=request.caller)
        body = self.get_serializer(row).data
        return Response(body, status=202, headers={"Location": body["undo_job_url"]})
