#!/usr/bin/env python3
"""The one door to Kitroom: `python3 manage.py` says what there is."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Kitroom needs Python 3.11 or newer and this is %d.%d. "
        "Type, for example: python3.11 manage.py up" % sys.version_info[:2]
    )

from stack import cli  # noqa: E402  (needs a Python that the lines above have checked)

if __name__ == "__main__":
    sys.exit(cli.main(sys.argv[1:]))
