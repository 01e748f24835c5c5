"""Which events of the services others may be told by webhook.

`tests/contracts/` finds a name that nobody sends, and an event that is neither here nor there.
"""

PUBLIC = {
    "accounts.person_changed.v1": "Somebody came, left, or is called something else.",
    "accounts.team_changed.v1": "A team was made, or is called something else.",
    "accounts.team_deleted.v1": "A team was deleted.",
    "catalog.asset_changed.v1": "An asset was added, or changed.",
    "catalog.asset_deleted.v1": "An asset was deleted.",
    "catalog.loan_changed.v1": "Gear went out or came back, or is due at another time.",
    "catalog.loan_deleted.v1": "A loan was deleted.",
    "catalog.reservation_changed.v1": "Gear was reserved, or that was decided or changed.",
    "tasks.task_changed.v1": "A task was written down, or changed.",
    "tasks.task_deleted.v1": "A task was deleted.",
}

# Whose access ended, which token, and how flows go: that is between the services.
FLOWS = tuple(
    f"{service}.saga_{what}.v1"
    for service in ("accounts", "catalog", "tasks")
    for what in ("started", "stuck", "ended")
)
PRIVATE = ("accounts.access_ended.v1", "accounts.token_ended.v1", *FLOWS)

PING = "tasks.webhook_pinged.v1"
