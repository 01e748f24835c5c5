"""The rules of gear, as errors."""

from typing import Any, ClassVar

from chassis.errors import Conflict, Invalid


class NameTaken(Conflict):
    """There is one with this name already; capitals make no difference."""

    code = "name_taken"


class SlugTaken(Conflict):
    """There is one with this slug already. Send another `slug`."""

    code = "slug_taken"


class SlugMissing(Invalid):
    """No slug can be made from this name. Send a `slug`."""

    code = "required"


class TitleMissing(Invalid):
    """Send a title, or a model that one can be made from."""

    code = "required"


class SpecsBroken(Invalid):
    """The specs are not as the product's category wants them."""

    code = "specs_broken"


class ModelTaken(Conflict):
    """The manufacturer has a product of this model already; capitals make no difference."""

    code = "model_taken"


class TagTaken(Conflict):
    """There is an asset with this tag already; capitals make no difference."""

    code = "tag_taken"


class UnknownAsset(Invalid):
    """There is no such asset."""

    code = "does_not_exist"


class AssetInUse(Conflict):
    """The books name it: it was promised or lent. Retire it instead of deleting it."""

    code = "asset_in_use"


class InUse(Conflict):
    """Others need it, so it cannot be deleted."""

    what: ClassVar[str]
    users: ClassVar[str]

    def __init__(self, count: int) -> None:
        users = self.users if count != 1 else self.users.removesuffix("s")
        super().__init__(f"The {self.what} is used by {count} {users}, so it cannot be deleted.")


class ManufacturerInUse(InUse):
    """Products are made by this manufacturer, so it cannot be deleted."""

    code, what, users = "manufacturer_in_use", "manufacturer", "products"


class CategoryInUse(InUse):
    """Products are in this category, so it cannot be deleted."""

    code, what, users = "category_in_use", "category", "products"


class PortInUse(InUse):
    """Products have this port, so it cannot be deleted."""

    code, what, users = "port_in_use", "port", "products"


class LocationInUse(InUse):
    """Assets are there or belong there, so it cannot be deleted."""

    code, what, users = "location_in_use", "location", "assets"


class LocationNamed(Conflict):
    """Loans or rules of lending name this place, so it cannot be deleted."""

    code = "location_in_use"


class StatusLabelInUse(InUse):
    """Assets have this status label, so it cannot be deleted."""

    code, what, users = "status_label_in_use", "status label", "assets"


class StatusFixed(Conflict):
    """A label stands for one state for ever. Make another label, and give it to the assets."""

    code = "status_fixed"


class OtherDefault(Conflict):
    """Another label of this state became its default just now. Send this again."""

    code = "other_default"


class LabelDisagrees(Invalid):
    """The label stands for another status than the one that was sent. Send one of the two."""

    code = "label_disagrees"

    def __init__(self, label: Any, **words: Any) -> None:
        detail = f"{label.name} stands for {label.status}. Send one of the two."
        super().__init__(detail, **words)


class NotEmpty(Conflict):
    """It holds others. Move or delete what is inside of it first."""

    code = "not_empty"


class InsideItself(Conflict):
    """It would stand inside of itself. Choose a `parent` that is not inside of it."""

    code = "inside_itself"


class TooDeep(Invalid):
    """At most 20 levels, and 500 letters of names from the outermost to the innermost."""

    code = "too_deep"


class ProductInUse(InUse):
    """Assets are of this product, so it cannot be deleted."""

    code, what, users = "product_in_use", "product", "assets"


class ProductNamed(Conflict):
    """Kits or reservations name it, so it cannot be deleted."""

    code = "product_in_use"
