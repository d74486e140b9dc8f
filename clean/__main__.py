"""`python -m clean`, the same as `clean`."""

from clean.cli import main

main()
