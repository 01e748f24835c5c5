"""Why a file is not taken, and what to do."""

from chassis.errors import DomainError, Invalid


class FileTooHeavy(DomainError):
    """The file is too large. Send a smaller one."""

    code = "payload_too_large"
    status = 413


class FileEmpty(Invalid):
    """The file is empty. Send one that holds something."""

    code = "file_empty"


class KindRefused(Invalid):
    """Send a picture (JPEG, PNG, WebP, GIF), a PDF, or text or CSV in UTF-8; no SVG, no HTML."""

    code = "file_kind_refused"


class PictureTooLarge(Invalid):
    """The picture has too many pixels. Save it with fewer."""

    code = "picture_too_large"


class PictureBroken(Invalid):
    """The picture cannot be read to its end. Save it anew, or send it once more."""

    code = "picture_broken"
