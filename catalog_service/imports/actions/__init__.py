"""The verbs of imports: take a file, and do what its lines say."""

from catalog_service.imports.actions.running import run_import
from catalog_service.imports.actions.starting import start_import

__all__ = ["run_import", "start_import"]
