"""The rules of attachments, as errors."""

from chassis.errors import Forbidden, Invalid


class OneOwner(Invalid):
    """Say what the file is of: one of `asset`, `product` and `kit`."""

    code = "one_owner"


class NotInTheLoan(Invalid):
    """A photo of a loan shows an asset of that loan: send its `asset` and the `moment`."""

    code = "not_in_the_loan"


class OnlyPicturesShow(Invalid):
    """This file is no picture of a product, so it cannot be the product's image."""

    code = "no_picture_of_a_product"


class OnlyTheDeskTakesPhotos(Forbidden):
    """How something looked when it went out or came back is kept by the desk: `catalog:desk`."""

    code = "only_the_desk_takes_photos"
