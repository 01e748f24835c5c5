#!/usr/bin/env python3
"""The one door to Kitroom: `python3 manage.py` says what there is."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this very line must run on them)
    sys.exit("Kitroom needs Python 3.11 or newer. Type, for example: python3.11 manage.py up")

from stack import cli  # needs a Python that the lines above have checked

if __name__ == "__main__":
    sys.exit(cli.main(sys.argv[1:]))
