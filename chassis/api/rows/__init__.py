"""Rows' JSON, made by PostgreSQL from what the serializer declares (ADR 26)."""
