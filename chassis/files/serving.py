"""How a file leaves: to be saved and not opened, unless it is a picture that was drawn here."""

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponseBase
from rest_framework.request import Request

from chassis.api.etags import etag, not_modified
from chassis.api.renderers import ProblemJSONRenderer
from chassis.errors import DomainError

# Even as a page of its own it runs nothing, and knows nothing of who looks at it.
POLICY = "default-src 'none'; sandbox"
# Asked for again each time: who may see it is looked up each time.
CACHED = "private, no-cache"


class FileGone(DomainError):
    """The file of this row is not there any more. Send it again."""

    code = "file_gone"
    status = 410


class AnythingRenderer(ProblemJSONRenderer):
    """For those who accept nothing but a picture; a refusal is a problem all the same."""

    media_type = "*/*"
    format = "file"


def serve(
    request: Request, row: Any, file: FieldFile, *, media_type: str, name: str = ""
) -> HttpResponseBase:
    """Return a file of a row; under a name it is to be saved, without one it may be shown."""
    headers = {
        "Cache-Control": CACHED,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    if known := not_modified(request, row.version, headers):
        return known
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise FileGone from error
    answer = FileResponse(
        opened, as_attachment=bool(name), filename=name, content_type=media_type, headers=headers
    )
    answer["ETag"] = etag(row)
    return answer
