"""Find what rows mean by their status: a state, or what a team calls one.

A name that nobody knows becomes a status label, if its state is known: told in another column, or
because Snipe-IT and people call it so.
"""

from django.db import connection

from catalog_service.gear.models import Status

_PLAIN = {
    **{status.value: status.value for status in Status},
    **{status.value.replace("_", " "): status.value for status in Status},
}
_WORDS = {
    **_PLAIN,
    "ready to deploy": Status.AVAILABLE.value,
    "deployable": Status.AVAILABLE.value,
    "deployed": Status.ON_LOAN.value,
    "out for repair": Status.IN_REPAIR.value,
    "out for diagnostics": Status.IN_REPAIR.value,
    "pending diagnostics": Status.QUARANTINED.value,
    "pending": Status.QUARANTINED.value,
    "undeployable": Status.QUARANTINED.value,
    "lost/stolen": Status.LOST.value,
    "stolen": Status.LOST.value,
    "broken - not fixable": Status.RETIRED.value,
    "archived": Status.RETIRED.value,
}
# field, what is wrong with it, code, detail
WRONG = (
    (
        "status", "unknown", "invalid_choice",
        f"Choose from: {', '.join(Status.values)}; or make a status label of this name first.",
    ),
    (
        "status_label", "stateless", "invalid_choice",
        "There is no label of this name. Tell its state in a column status, or make it first.",
    ),
    (
        "status_label", "disagreeing", "label_disagrees",
        "This label stands for another status than the one beside it.",
    ),
    (
        "status_label", "wavering", "label_disagrees",
        "Rows say different states of this label, which is new.",
    ),
)  # fmt: skip


def find() -> None:
    """Note what each status that rows say means, and what is wrong with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND, {"words": list(_WORDS), "states": list(_WORDS.values()), "plain": list(_PLAIN)}
        )
        cursor.execute("ANALYZE states")


def is_wrong(how: str) -> str:
    """Return the condition that this is wrong with a staged row."""
    return f"{PAIR} IN (SELECT status, status_label FROM states WHERE wrong = '{how}')"  # noqa: S608  (our own words)


PAIR = "(coalesce(staged.status, ''), coalesce(staged.status_label, ''))"
_WORD = "(%(states)s::text[])[array_position(%(words)s::text[], lower({}))]"
_FIND = f"""
    CREATE TEMP TABLE states AS
    WITH said AS (
        SELECT DISTINCT coalesce(status, '') AS status, coalesce(status_label, '') AS status_label,
               coalesce(status_label, status) AS name
        FROM staged WHERE coalesce(status, status_label) IS NOT NULL
    ), read AS (
        SELECT said.*, known.status AS known, {_WORD.format("said.status")} AS told,
               coalesce(known.status, {_WORD.format("said.status")}, {_WORD.format("said.name")})
                   AS meant
        FROM said LEFT JOIN gear_statuslabel AS known ON lower(known.name) = lower(said.name)
    ), same_name AS (
        SELECT lower(name) AS name, count(DISTINCT meant) AS states FROM read GROUP BY lower(name)
    )
    SELECT status, status_label, meant,
           CASE WHEN known IS NOT NULL OR lower(read.name) <> ALL (%(plain)s)
                     OR (status <> '' AND status_label <> '') THEN read.name END AS label,
           CASE WHEN status <> '' AND told IS NULL AND (known IS NULL OR status_label <> '')
                    THEN 'unknown'
                WHEN meant IS NULL THEN 'stateless'
                WHEN status_label <> '' AND known <> told THEN 'disagreeing'
                WHEN known IS NULL AND status_label <> '' AND states > 1 THEN 'wavering'
           END AS wrong
    FROM read JOIN same_name ON same_name.name = lower(read.name)
"""  # noqa: S608  (our own words)
