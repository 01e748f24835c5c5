"""The verbs of gear: everything that changes what gear there is."""

from catalog_service.gear.actions.assets import (
    change_asset,
    create_asset,
    delete_asset,
    move_assets,
    tell_anew,
)
from catalog_service.gear.actions.bulk_assets import put_assets
from catalog_service.gear.actions.bulk_locations import put_locations
from catalog_service.gear.actions.bulk_products import Outcome, put_products
from catalog_service.gear.actions.bulk_rows import arriving
from catalog_service.gear.actions.bulk_undo import UNDOABLE, undo_gear
from catalog_service.gear.actions.categories import (
    change_category,
    create_category,
    delete_category,
)
from catalog_service.gear.actions.labels import draw_labels, start_labels
from catalog_service.gear.actions.locations import (
    change_location,
    create_location,
    delete_location,
)
from catalog_service.gear.actions.manufacturers import (
    change_manufacturer,
    create_manufacturer,
    delete_manufacturer,
)
from catalog_service.gear.actions.ports import change_port, create_port, delete_port
from catalog_service.gear.actions.products import change_product, create_product, delete_product
from catalog_service.gear.actions.status_labels import (
    change_status_label,
    create_status_label,
    delete_status_label,
    status_after,
)

__all__ = [
    "UNDOABLE",
    "Outcome",
    "arriving",
    "change_asset",
    "change_category",
    "change_location",
    "change_manufacturer",
    "change_port",
    "change_product",
    "change_status_label",
    "create_asset",
    "create_category",
    "create_location",
    "create_manufacturer",
    "create_port",
    "create_product",
    "create_status_label",
    "delete_asset",
    "delete_category",
    "delete_location",
    "delete_manufacturer",
    "delete_port",
    "delete_product",
    "delete_status_label",
    "draw_labels",
    "move_assets",
    "put_assets",
    "put_locations",
    "put_products",
    "start_labels",
    "status_after",
    "tell_anew",
    "undo_gear",
]
