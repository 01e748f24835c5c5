"""The verbs of imports: take a file, and do what its rows say."""

from catalog_service.imports.actions.forgetting import forget_imports
from catalog_service.imports.actions.running import run_import
from catalog_service.imports.actions.starting import start_import
from catalog_service.imports.actions.undoing import start_undo, undo_import
from chassis.tables.delimiters import DELIMITERS
from chassis.tables.encodings import ENCODINGS

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "forget_imports",
    "run_import",
    "start_import",
    "start_undo",
    "undo_import",
]
