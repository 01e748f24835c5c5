"""Roles and scopes, signing keys, tokens, and the OAuth provider with its pages."""
