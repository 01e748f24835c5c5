"""What tests of a service stand on: callers with real tokens, real databases, a real worker."""
