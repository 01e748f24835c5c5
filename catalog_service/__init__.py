"""The catalog service: what gear there is."""
