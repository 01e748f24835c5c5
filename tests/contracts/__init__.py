"""The contracts between services and their callers, as the committed OpenAPI documents say."""
