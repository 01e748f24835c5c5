"""What is kept of flows."""

from chassis.sagas.models.receipts import Outcome, Receipt

__all__ = ["Outcome", "Receipt"]
