#!/usr/bin/env python
"""Django's command line: `./manage.py help` lists the commands."""

import os
import sys

from django.core.management import execute_from_command_line

from bonerisk.environment import WrongSetting

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bonerisk.settings")
    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as wrong:
        sys.exit(str(wrong))
