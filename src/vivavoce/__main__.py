"""``python -m vivavoce``."""

from vivavoce.cli.main import main

main()
