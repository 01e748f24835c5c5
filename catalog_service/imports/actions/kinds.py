"""What a file of each kind may say: its fields, and the names that columns go by."""

from dataclasses import dataclass

from catalog_service.imports.models import Kind
from chassis.tables.rows import folded


@dataclass(frozen=True)
class Field:
    """Something that a row may say, and what else its column may be called."""

    name: str
    also: tuple[str, ...] = ()
    longest: int = 100
    is_date: bool = False
    is_number: bool = False


_MANUFACTURER = Field("manufacturer", ("make", "maker", "brand", "vendor"), longest=90)
_PART_NUMBER = Field("part_number", ("model number", "model no", "part no", "mpn"))
_CATEGORY = Field("category", ("category name", "type"))

FIELDS: dict[str, tuple[Field, ...]] = {
    Kind.PRODUCTS: (
        _MANUFACTURER,
        Field("model", ("model name", "name", "item name", "product")),
        _CATEGORY,
        _PART_NUMBER,
        Field("u_height", ("height", "rack units"), longest=20, is_number=True),
        Field("weight", longest=20, is_number=True),
        Field("weight_unit", longest=10),
        Field("lifetime_months", ("eol", "lifetime"), longest=40),
        Field("notes", ("comments", "model notes", "description"), longest=10_000),
        Field("ports", longest=100_000),
        Field("specs", longest=20_000),
        Field("custom", longest=100_000),
    ),
    Kind.ASSETS: (
        Field("tag", ("asset tag", "inventory number", "asset id")),
        _MANUFACTURER,
        Field("model", ("model name", "product")),
        _CATEGORY,
        _PART_NUMBER,
        Field("product_notes", ("model notes",), longest=10_000),
        Field("serial", ("serial number", "serial no")),
        Field("status"),
        Field("status_label"),
        Field("condition", ("physical condition",), longest=50),
        Field("location", ("location name", "room"), longest=200),
        Field("home_location", ("default location", "home", "belongs to"), longest=200),
        Field("notes", ("asset notes", "comments"), longest=10_000),
        Field("purchase_date", ("purchased", "date of purchase"), longest=40, is_date=True),
        Field("purchase_cost", ("cost", "price", "purchase price"), longest=40, is_number=True),
        Field("warranty_months", ("warranty",), longest=40),
        Field("borrower", ("full name", "checked out to", "assigned to"), longest=200),
        Field("borrower_first_name", ("checked out to first name",), longest=200),
        Field("borrower_last_name", ("checked out to last name",), longest=200),
        Field("borrower_username", ("username", "checked out to username"), longest=200),
        Field("borrower_place", ("checked out to location",), longest=200),
        Field("out_date", ("checkout date", "last checkout"), longest=40, is_date=True),
        Field("due_date", ("expected checkin", "expected checkin date"), longest=40, is_date=True),
    ),
    Kind.LOCATIONS: (Field("name", ("location", "location name"), longest=200),),
}

# A column of products that is called so is a field of their specs: cf_memory_gb. All of a row are
# one object of texts in the field `custom`.
CUSTOM = "cf_"
INNER = ("ports", "custom")  # fields that no column is

# Without these columns a file cannot say which product or asset a row means.
NEEDED = {
    Kind.PRODUCTS: ("manufacturer", "model"),
    Kind.ASSETS: ("tag",),
    Kind.LOCATIONS: ("name",),
}

_LENDING = "Who has it is told by other columns; people are known here by their names."
_NAMELESS = "An asset is called by its tag and its product; it has no name of its own."
_UNKNOWN = "Kitroom has no such field. If it is one of them by another name, tell the `mapping`."
_BLANK = "The column has no name."
_NO_PLACE = "Kitroom has no place for this yet."
_TREE = "Locations come next to each other; put them inside of others afterwards."
_PORTS = "Ports come in JSON lines, where a cell can be a list."

_SKIPPED = {
    Kind.ASSETS: {
        **dict.fromkeys(("name", "itemname", "assetname"), _NAMELESS),
        **dict.fromkeys(("email",), _LENDING),
        **dict.fromkeys(("company", "supplier", "ordernumber", "asseteoldate"), _NO_PLACE),
        **dict.fromkeys(("image", "requestable", "byod", "lastauditdate"), _NO_PLACE),
    },
    Kind.PRODUCTS: {
        **dict.fromkeys(("fieldset", "requestable", "minqty", "image"), _NO_PLACE),
        "ports": _PORTS,
    },
    Kind.LOCATIONS: {
        **dict.fromkeys(("address", "address2", "city", "state", "country", "zip"), _NO_PLACE),
        **dict.fromkeys(("manager", "managerusername", "currency", "image"), _NO_PLACE),
        **dict.fromkeys(("parent", "parentlocation"), _TREE),
    },
}


def is_custom(kind: str, field: str) -> bool:
    """Tell whether a field is one of the specs of products."""
    is_named = field.startswith(CUSTOM) and bool(field.removeprefix(CUSTOM).strip())
    return kind == Kind.PRODUCTS and is_named


def field_called(kind: str, column: str) -> str:
    """Return the field that a column is, or nothing."""
    if is_custom(kind, column):
        return column
    return _NAMES[Kind(kind)].get(folded(column), "")


def is_known(kind: str, column: str) -> bool:
    """Tell whether a column is a field, or one that is left out for a reason."""
    return bool(field_called(kind, column)) or "`mapping`" not in why_skipped(kind, column or "?")


def why_skipped(kind: str, column: str) -> str:
    """Say why a column is left out."""
    name = folded(column)
    if not name:
        return _BLANK
    if name.startswith(("checkout", "checkedout")):
        return _LENDING
    return _SKIPPED[Kind(kind)].get(name, _UNKNOWN)


_NAMES = {
    kind: {folded(name): field.name for field in fields for name in (field.name, *field.also)}
    for kind, fields in FIELDS.items()
}
