"""The verbs of an archive: all that is known of somebody, in all services."""

import json
import zipfile
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Any
from uuid import UUID

from accounts_service.people import clients
from accounts_service.people.models import User
from chassis.auth import Caller
from chassis.jobs import Progress, enqueue
from chassis.jobs.models import Job
from chassis.privacy import feeds

HEAD = """All that Kitroom knows of {id}.

Each file is a list of rows in JSON, as a service keeps them. Times are UTC; ids of other people and
of things are left as they are. Passwords, tokens and other secrets are kept as hashes or not at
all, and are in none of these files. What others wrote about you in texts of their own is theirs.

"""


def export_person(*, user: User, by: Caller) -> Job:
    """Begin to put together all that is known of somebody; the job is theirs, whoever asks."""
    theirs = Caller(id=str(user.id))
    return enqueue("people.export", by=theirs, person=str(user.id), asked_by=by.id)


def write_archive(*, person: UUID, file: IO[bytes], progress: Progress) -> int:
    """Write the archive of somebody; return how many rows there are."""
    sections = list(_sections())
    told, count = [HEAD.format(id=person)], 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (service, section) in enumerate(sections, 1):
            rows = _write(archive, service, section["name"], person)
            told += [f"{service}/{section['name']}.json: {section['says']} {rows} rows.\n"]
            count += rows
            progress.advance(number, len(sections))
        archive.writestr("README.txt", "".join(told))
    return count


def _sections() -> Iterator[tuple[str, dict[str, str]]]:
    yield from (("accounts", section) for section in feeds.contents())
    for service in clients.OTHERS:
        yield from ((service, section) for section in clients.sections_at(service))


def _write(archive: zipfile.ZipFile, service: str, section: str, person: UUID) -> int:
    """Write a section row by row: nobody knows how many there are."""
    count = 0
    with archive.open(f"{service}/{section}.json", "w") as raw, TextIOWrapper(raw, "utf-8") as file:
        for row in _rows(service, section, person):
            file.write("[\n" if not count else ",\n")
            json.dump(row, file, ensure_ascii=False)
            count += 1
        file.write("\n]\n" if count else "[]\n")
    return count


def _rows(service: str, section: str, person: UUID) -> Iterator[dict[str, Any]]:
    if service != "accounts":
        return clients.rows_at(service, section, person)
    return feeds.rows(section, person)
