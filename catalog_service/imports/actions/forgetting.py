"""An import is kept as long as its job, which has its report: until 90 days after its end."""

from datetime import datetime

from catalog_service.imports.models import FOLDER, Import
from chassis.files.sweeping import sweep


def forget_imports(*, at: datetime) -> dict[str, int]:
    """Delete the imports whose jobs are forgotten; once they are gone, files without an import."""
    imports, _ = Import.objects.filter(job=None).delete()
    return {"imports": imports, "files": sweep(Import, FOLDER, at=at)}
