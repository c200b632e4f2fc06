"""What a change does in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaire.levels import LEVELS
from rules.impact import OUT_OF_SCOPE, Group, Impact, Moves, Tally
from studio.impact.figures import figure, number


def sentences(impact: Impact) -> Iterator[str]:
    """Who is referred, and who changes level."""
    everybody = impact.everybody
    people = {"people": number(everybody.people)}
    after = {"after": _referred(everybody, everybody.after)}
    if everybody.before is None or impact.moves is None:
        yield _("Of %(people)s made-up adults, the working copy refers %(after)s.") % (people | after)
        return
    before = {"before": _referred(everybody, everybody.before)}
    yield (
        _("Of %(people)s made-up adults, %(before)s are referred before the change, and %(after)s after it.")
        % (people | before | after)
    )
    yield _difference(everybody.after.referred - everybody.before.referred)
    yield _changes(impact.moves)


def _referred(everybody: Group, tally: Tally) -> str:
    """“2,089 (41.8%)”."""
    found = figure(tally.referred, everybody.people)
    return _("%(count)s (%(share)s)") % {"count": found.count, "share": found.share}


def _difference(more: int) -> str:
    words = {"count": number(abs(more))}
    if more > 0:
        return ngettext("That is %(count)s person more.", "That is %(count)s people more.", more) % words
    if more < 0:
        return ngettext("That is %(count)s person fewer.", "That is %(count)s people fewer.", -more) % words
    return _("That is the same number.")


def _changes(moves: Moves) -> str:
    count = moves.up + moves.down + moves.sideways
    if not count:
        return _("Nobody changes level.")
    words = {"count": number(count), "up": number(moves.up), "down": number(moves.down)}
    told = ngettext(
        "%(count)s person changes level: %(up)s to a higher level, %(down)s to a lower one.",
        "%(count)s people change level: %(up)s to a higher level, %(down)s to a lower one.",
        count,
    )
    if moves.sideways:
        told = ngettext(
            "%(count)s person changes level: %(up)s to a higher level, %(down)s to a lower one,"
            " %(sideways)s to or from “%(level)s”.",
            "%(count)s people change level: %(up)s to a higher level, %(down)s to a lower one,"
            " %(sideways)s to or from “%(level)s”.",
            count,
        )
    return told % (words | {"sideways": number(moves.sideways), "level": LEVELS[OUT_OF_SCOPE].title})
