"""The rules of the desk, as errors."""

from chassis.errors import Conflict, Invalid


class NotOut(Conflict):
    """Nobody has this: there is nothing to take back."""

    code = "not_out"

    def __init__(self, tag: str) -> None:
        super().__init__(f"Nobody has {tag}: there is nothing to take back.")


class StockTakeClosed(Conflict):
    """This count is closed: it stays as it is. Begin another."""

    code = "stock_take_closed"


class PhotoOfOne(Invalid):
    """A photo shows one asset: scan just its tag, or send no photo."""

    code = "photo_of_one"


class NotAPhoto(Invalid):
    """This is no picture: take a photo, or choose a JPEG, PNG or WebP."""

    code = "not_a_photo"
