"""What is the matter with an asset: a state that the services know, and what a team calls it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from catalog_service.gear.models.names import Named
from chassis.constraints import IsOneOf
from chassis.history import tracked


class Status(models.TextChoices):
    """What is the matter with an asset."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    ON_LOAN = "on_loan"
    IN_REPAIR = "in_repair"
    QUARANTINED = "quarantined"
    LOST = "lost"
    RETIRED = "retired"


@tracked()
class StatusLabel(Named):
    """What a team calls a state of its assets: "Waiting for parts" is in repair."""

    status = models.CharField(
        max_length=20,
        choices=Status,
        help_text="The state that it stands for, once and for all: history says so too.",
    )
    is_default = models.BooleanField(
        default=False,
        help_text="Whether assets that come into its state are called so: one for each state.",
    )
    notes = models.TextField(max_length=10_000, blank=True)

    class Meta(Named.Meta):
        indexes: ClassVar = [
            *Named.Meta.indexes,
            models.Index(fields=["status", "id"], name="statuslabel_by_status"),
        ]
        constraints: ClassVar = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                "status",
                condition=Q(is_default=True),
                name="one_default_label_per_status",
                violation_error_message="Another label is the default of this state.",
            ),
            models.CheckConstraint(
                condition=IsOneOf("status", Status.values), name="a_statuslabel_has_a_known_status"
            ),
        ]
        triggers: ClassVar = [
            *Named.Meta.triggers,
            pgtrigger.ReadOnly(name="keep_status", fields=["status"]),
        ]


# A label never lies: one that says another state is refused, and who moves an asset on without a
# word of its label leaves none behind. The verbs then name the default of the new state.
LABEL_FITS = pgtrigger.Trigger(
    name="label_fits",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "status_label_id"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Condition("NEW.status_label_id IS NOT NULL"),
    func=pgtrigger.Func(  # type: ignore[no-untyped-call]
        """
        IF NOT EXISTS (
            SELECT FROM gear_statuslabel
            WHERE id = NEW.status_label_id AND status <> NEW.status
        ) THEN
            RETURN NEW;
        ELSIF TG_OP = 'UPDATE' AND NEW.status_label_id = OLD.status_label_id THEN
            NEW.status_label_id := NULL;
            RETURN NEW;
        END IF;
        RAISE check_violation USING
            MESSAGE = 'The label stands for another state.',
            CONSTRAINT = 'a_label_says_the_state_of_its_asset';
        """
    ),
)
