"""Files that fill the catalog."""
