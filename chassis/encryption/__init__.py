"""What is stored encrypted: fields, exact look-ups in them, and the change of keys."""

from chassis.encryption.sealing import seal, unseal

__all__ = ["seal", "unseal"]
