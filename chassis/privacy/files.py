"""Replace words in what lies in files: uploads, results of jobs.

What is text is written anew. What is not, and holds the words, is deleted: it can be made again.
"""

import zipfile
from collections import Counter
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from chassis.jobs.models import Job
from chassis.privacy.words import Erasure


def sweep(erasure: Erasure) -> Counter[str]:
    """Replace the words in all files of this service; return how many were changed and deleted."""
    found: Counter[str] = Counter()
    root = Path(settings.MEDIA_ROOT)
    for path in root.rglob("*") if root.is_dir() else ():
        if path.is_file() and (outcome := _sweep(path, erasure)):
            found[outcome] += 1
    return found


def forget(jobs: "list[Job]") -> int:
    """Delete the files that some jobs left; return how many there were."""
    with_files = [job for job in jobs if job.result_file]
    for job in with_files:
        job.result_file.storage.delete(str(job.result_file.name))
    Job.objects.filter(pk__in=[job.pk for job in with_files]).update(result_file="")
    return len(with_files)


def _sweep(path: Path, erasure: Erasure) -> str:
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        return _delete(path) if _is_in_archive(path, erasure) else ""
    text = data.decode("utf-8", "surrogateescape")
    if not erasure.in_python.search(text):
        return ""
    if b"\0" in data[:1024]:
        return _delete(path)
    _write(path, erasure.rid(text).encode("utf-8", "surrogateescape"))
    return "files_changed"


def _is_in_archive(path: Path, erasure: Erasure) -> bool:
    with zipfile.ZipFile(path) as archive:
        texts = (archive.read(each).decode("utf-8", "replace") for each in archive.infolist())
        return any(erasure.in_python.search(text) for text in texts)


def _delete(path: Path) -> str:
    name = path.relative_to(settings.MEDIA_ROOT).as_posix()
    Job.objects.filter(result_file=name).update(result_file="")
    path.unlink()
    return "files_deleted"


def _write(path: Path, data: bytes) -> None:
    """Replace a file at once."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).chmod(path.stat().st_mode)
    Path(file.name).replace(path)
