"""What access reads: the signing keys, and who may be granted what."""
