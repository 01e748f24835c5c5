"""Single sign-on: people sign in at the provider, and are a row here, tied to it by `sub`."""
