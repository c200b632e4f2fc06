"""`make bench`: speed, as ratios in one run. Django is set up first: the pages are measured as they are served."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bonerisk.settings")
django.setup()
