"""What every peer has around its routes: tokens, request ids, a log line, metrics."""
