"""The units of answers that are numbers; `YEARS % 1` is “year”, `YEARS % 62` “years”."""

from __future__ import annotations

from django.utils.translation import ngettext_lazy

YEARS = ngettext_lazy("year", "years")
CM = ngettext_lazy("cm", "cm")
KG = ngettext_lazy("kg", "kg")
MG_A_DAY = ngettext_lazy("mg a day", "mg a day")
HOURS_A_NIGHT = ngettext_lazy("hour a night", "hours a night")
DAYS_A_WEEK = ngettext_lazy("day a week", "days a week")
DRINKS_A_WEEK = ngettext_lazy("drink a week", "drinks a week")
CUPS_A_DAY = ngettext_lazy("cup a day", "cups a day")
GLASSES_A_DAY = ngettext_lazy("glass a day", "glasses a day")
GLASSES_A_WEEK = ngettext_lazy("glass a week", "glasses a week")
HANDFULS_A_WEEK = ngettext_lazy("handful a week", "handfuls a week")
PORTIONS_A_DAY = ngettext_lazy("portion a day", "portions a day")
PORTIONS_A_WEEK = ngettext_lazy("portion a week", "portions a week")
