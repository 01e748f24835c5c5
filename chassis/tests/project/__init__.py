"""A tiny service that the chassis is tested on."""
