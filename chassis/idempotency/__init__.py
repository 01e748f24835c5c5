"""`Idempotency-Key`: the effect and the answer are stored together, so a repeat does nothing twice."""
