"""Height and weight in the visitor's own units; the facts themselves are always in cm and kg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Number = int | float | Decimal
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a measurement: `size` in the fact's own unit (1 ft is 30.48 cm)."""

    key: str
    words: StrOrPromise
    size: Decimal


CM = Part("cm", _("cm"), Decimal(1))
KG = Part("kg", _("kg"), Decimal(1))
FEET, INCHES = Part("ft", _("ft"), Decimal("30.48")), Part("in", _("in"), Decimal("2.54"))
STONES, POUNDS = Part("st", _("st"), Decimal("6.35029318")), Part("lb", _("lb"), Decimal("0.45359237"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A way to give a measurement: its name on the switch, its fields, the largest first, and an example."""

    words: StrOrPromise
    parts: tuple[Part, ...]
    example: StrOrPromise = ""

    @property
    def is_metric(self) -> bool:
        """Whether the fact's own unit is typed."""
        return self.parts[0].size == 1

    def split(self, amount: Number) -> list[Decimal]:
        """The amount part by part, the last one to the nearest half (5 ft 4.5 in): exact for what was typed so."""
        if self.is_metric:
            return [Decimal(str(amount))]
        last = self.parts[-1].size
        halves = int((2 * Decimal(str(amount)) / last).quantize(Decimal(1), ROUND_HALF_UP))
        numbers = []
        for part in self.parts[:-1]:
            whole, halves = divmod(halves, 2 * round(part.size / last))
            numbers.append(Decimal(whole))
        return [*numbers, Decimal(halves) / 2]

    def join(self, numbers: Sequence[Number | None]) -> Decimal:
        """The amount in the fact's own unit, to a tenth; what is left out counts nothing."""
        given = zip(self.parts, numbers, strict=True)
        total = sum((part.size * Decimal(str(number or 0)) for part, number in given), Decimal(0))
        return total.quantize(TENTH, ROUND_HALF_UP)


UNITS: dict[str, dict[str, Unit]] = {
    "height_cm": {
        "cm": Unit(_("cm"), (CM,), _("For example 163, not 1.63.")),
        "ft_in": Unit(_("feet and inches"), (FEET, INCHES)),
    },
    "weight_kg": {
        "kg": Unit(_("kg"), (KG,)),
        "st_lb": Unit(_("stones and pounds"), (STONES, POUNDS)),
        "lb": Unit(_("pounds"), (POUNDS,)),
    },
}
USUAL: dict[str, dict[str, str]] = {
    "uk": {"height_cm": "ft_in", "weight_kg": "st_lb"},
    "us": {"height_cm": "ft_in", "weight_kg": "lb"},
}


def unit_of(key: str, units: Mapping[str, str]) -> Unit | None:
    """The unit that a visitor uses for a fact, the metric one if none was chosen; None for what has only one."""
    choice = UNITS.get(key)
    return choice.get(units.get(key, ""), next(iter(choice.values()))) if choice else None


def number_text(number: Number) -> str:
    """A number as one types it in the active language, with one decimal at most."""
    exact = Decimal(str(number))
    return str(number_format(exact, decimal_pos=0 if exact == int(exact) else 1, use_l10n=True))


def amount_text(amount: Number, unit: Unit) -> str:
    """A height or weight in words: “5 ft 4 in”, “64 kg”."""
    numbers = zip(unit.split(amount), unit.parts, strict=True)
    return " ".join(f"{number_text(number)} {part.words}" for number, part in numbers)
