"""What is kept of flows."""

from chassis.sagas.models.receipts import Outcome, Receipt
from chassis.sagas.models.sagas import (
    GOING,
    OVER,
    Moment,
    Saga,
    SagaStep,
    Status,
    StepStatus,
)

__all__ = [
    "GOING",
    "OVER",
    "Moment",
    "Outcome",
    "Receipt",
    "Saga",
    "SagaStep",
    "Status",
    "StepStatus",
]
