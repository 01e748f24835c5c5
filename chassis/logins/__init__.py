"""Who has signed in to this service's admin: a row for each, tied to the provider by `sub`."""
