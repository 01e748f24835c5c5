"""Files that people hang on rows: looked at, made harmless, kept under their row's id (ADR 37)."""
