#!/usr/bin/env python3
"""Run one of Django's or Amparo's management commands."""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    if sys.argv[1:2] == ["packet_from_folder"]:  # needs no settings, and is done before they would be loaded
        from cases.pdf import scratch

        sys.exit(scratch.main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
