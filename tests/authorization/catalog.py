"""What there is in the catalog."""

from typing import Any

from django.core.files.base import ContentFile

from catalog_service.gear import actions
from catalog_service.imports.models import Import, Kind
from chassis.auth import Caller
from tests.authorization import everywhere
from tests.authorization.asking import Things, World
from tests.authorization.callers import STRANGER

login_of = everywhere.login_of
LINE = b'{"manufacturer": "Northlight", "model": "NL-24"}\n'
FOUND = {
    "format": "jsonl",
    "encoding": "utf-8",
    "line_ends": "LF",
    "delimiter": None,
    "columns": [],
}
NAMES = ("manufacturers", "categories", "ports")
BULK = ("assets", "products")


def world(neighbour: Any, settings: Any, folder: Any) -> World:
    """Make gear, which is nobody's, and an import for everybody."""
    by = Caller(id=STRANGER, roles=frozenset({"admin"}))
    product = actions.create_product(by=by, title="ThinkPad T14", model="T14")
    asset = actions.create_asset(by=by, tag="LT-1", product=product)
    imports = {owner: _import(owner) for owner in everywhere.OWNERS}
    spare = actions.create_product(by=by, title="ThinkPad T15", model="T15")
    return World(
        {
            **everywhere.things("assets"),
            "manufacturers": Things(str(actions.create_manufacturer(by=by, name="Lenovo").id)),
            "categories": Things(str(actions.create_category(by=by, name="Laptops").id)),
            "ports": Things(str(actions.create_port(by=by, name="USB-C").id)),
            "products": Things(str(spare.id)),
            "assets": Things(str(asset.id)),
            "by-tag": Things("LT-1", missing="LT-404"),
            "imports": Things(imports.pop(STRANGER), imports),
        },
        {
            **everywhere.BODIES,
            **{name: {"name": "New"} for name in NAMES},
            **{f"{name}/{{}}": {"name": "Newer"} for name in NAMES},
            "products": {"title": "Lamp", "model": "L1"},
            "products/{}": {"model": "L2"},
            "assets": {"tag": "LT-2", "product": str(product.id)},
            "assets/{}": {"notes": "Blue"},
            **{f"{name}/bulk": {"rows": [{"id": str(asset.id)}]} for name in BULK},
            "assets/labels": {"assets": [str(asset.id)]},
            "imports": lambda: {"kind": "products", "file": ContentFile(LINE, "products.jsonl")},
        },
    )


def _import(owner: str) -> str:
    row = Import(kind=Kind.PRODUCTS, file_name="products.jsonl", created_by=owner, found=FOUND)
    row.file.name = "imports/nothing.jsonl"
    row.save()
    return str(row.id)
