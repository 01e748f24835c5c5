"""What somebody imported."""

from catalog_service.imports.models import Import
from chassis.privacy import about

about("imports", Import, "created_by", says="Files that they imported, without the files.")
