"""Seal the e-mail addresses that were stored in clear, also those in the history.

Backwards, they are stored in clear again. Until this is done, sealed and clear ones are read alike.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pgtrigger
from django.db import migrations

from chassis.encryption.blind import blinded, normalised
from chassis.encryption.sealing import opened, seal

AT_ONCE = 1000
TABLES = {"people_user": "id", "people_userevent": "pgh_id"}
SOME = "SELECT {key}, email FROM {table} WHERE email <> '' AND {which} LIMIT %s FOR NO KEY UPDATE"
PUT = "UPDATE {table} SET email = %s WHERE {key} = %s"
CLEAR, SEALED = "NOT starts_with(email, 'sealed:')", "starts_with(email, 'sealed:')"


def refuse_shared(schema_editor: Any) -> None:
    people = defaultdict(list)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT username, email FROM people_user WHERE email <> '' ORDER BY 1")
        for username, email in cursor.fetchall():
            people[normalised(opened(email))].append(username)
    for names in people.values():
        if len(names) > 1:
            raise RuntimeError(
                f"{' and '.join(names)} have the same e-mail address. Two people cannot have one "
                "any more: change it for all but one of them, then migrate again."
            )


def change(schema_editor: Any, which: str, changed: Callable[[str], str]) -> None:
    with schema_editor.connection.cursor() as cursor:
        for table, key in TABLES.items():
            while True:
                cursor.execute(SOME.format(table=table, key=key, which=which), [AT_ONCE])
                rows = cursor.fetchall()
                for pk, email in rows:
                    cursor.execute(PUT.format(table=table, key=key), [changed(email), pk])
                if len(rows) < AT_ONCE:
                    break


def close(apps: Any, schema_editor: Any) -> None:
    refuse_shared(schema_editor)
    with pgtrigger.ignore():  # no new version of a person, no line in the history
        change(schema_editor, CLEAR, lambda text: seal(text, blind=blinded(text, index="email")))


def open_again(apps: Any, schema_editor: Any) -> None:
    with pgtrigger.ignore():
        change(schema_editor, SEALED, opened)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_addresses_are_sealed")]
    operations = [migrations.RunPython(close, open_again)]
