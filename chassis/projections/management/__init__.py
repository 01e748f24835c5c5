"""Commands of projections."""
