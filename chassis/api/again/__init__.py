"""Plain questions that are asked again: what DRF has answered once needs no DRF (ADR 0027)."""
