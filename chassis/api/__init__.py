"""The API's ways: lists, filters, ETags, one form of answers."""
