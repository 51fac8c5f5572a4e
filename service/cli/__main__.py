"""``python -m service.cli`` is ``greffe``."""

from service.cli import main

main()
