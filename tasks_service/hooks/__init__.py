"""Webhooks: what happens in any service, told to programs elsewhere."""
