"""One request's way through everything: from log files and from every service's database."""
