"""The background process of a service."""
