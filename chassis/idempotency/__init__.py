"""`Idempotency-Key`: effect and answer are stored together, so a repeat does nothing twice."""
