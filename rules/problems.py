"""What is wrong with a document: sentences that name the place and the remedy. No Django.

They are told in English here; whoever shows them in another language translates the `template`. `make messages` finds
those that stand in `problem` or `sentence`, so write them there in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
import re
from typing import Any, Self

from pydantic import ValidationError, ValidationInfo, ValidatorFunctionWrapHandler
from pydantic_core import ErrorDetails, PydanticOmit

MAX_PROBLEMS, MAX_COUNTED = 100, 1000  # that are told at once; that are looked for
LONGEST_NAME_SHOWN = 80


class Problem(str):
    """A sentence; `place` is where, such as ("rules", "woman-of-65", "bmi < 0"), `template % params` is what."""

    __slots__ = ("params", "place", "template")
    place: tuple[str, ...]
    template: str
    params: dict[str, object]

    def __new__(cls, place: tuple[str, ...], template: str, params: dict[str, object]) -> Self:
        self = super().__new__(cls, f"{' → '.join(place) or 'document'}: {template % params}")
        self.place, self.template, self.params = place, template, params
        return self

    def within(self, *place: str) -> Self:
        """The same problem of a part that stands at `place`."""
        return type(self)((*place, *self.place), self.template, self.params)


class Fault(ValueError):
    """Why something cannot be taken, raised where its place in the document is not known."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template % params)
        self.template, self.params = template, params

    def at(self, *place: str) -> Problem:
        """The problem that it is at this place."""
        return Problem(place, self.template, self.params)


class DocumentInvalid(ValueError):
    """A document that cannot be used; `problems` has every reason, or the first of them and how many there are more."""

    def __init__(self, problems: list[Problem]) -> None:
        more = len(problems) - MAX_PROBLEMS
        if more > 1:  # of one, its own line
            rest = problem((), "and at least %(count)s more; correct those above first", count=more)
            problems = [*problems[:MAX_PROBLEMS], rest]
        super().__init__("\n".join(problems))
        self.problems = problems


def problem(place: tuple[str, ...], template: str, **params: object) -> Problem:
    """A problem of the part at `place`; `template` is the sentence, its placeholders as `%(name)s`.

    The key of another part is the parameter `finding`, `tip`, `recommendation` or `source`: the studio shows its title.
    Write the place as a tuple: Babel would take the commas of a list for those between the arguments.
    """
    return Problem(place, template, params)


def sentence(template: str) -> str:
    """The same sentence, marked for translation where it is told elsewhere."""
    return template


def at_most(most: int) -> Callable[[object], object]:
    """A validator that counts a list before any entry is looked at: pydantic would look at, and complain of, each."""

    def counted(entries: object) -> object:
        if isinstance(entries, list | tuple) and len(entries) > most:
            words = sentence("has %(count)s entries, at most %(most)s; take some out")
            raise Fault(words, count=len(entries), most=most)
        return entries

    return counted


def until_enough(item: object, look_at: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
    """A validator that passes over an item when enough is wrong; `info.context` counts, where there is one."""
    found: Counter[str] = Counter() if info.context is None else info.context
    if found["problems"] > MAX_COUNTED:
        raise PydanticOmit
    try:
        return look_at(item)
    except ValidationError as error:
        found["problems"] += error.error_count()
        raise


OTHERWISE = sentence("does not fit here; correct it or take it out")


def schema_problems(data: object, error: ValidationError, remedies: Mapping[str, str]) -> Iterator[Problem]:
    """What pydantic found in `data`, with what to write instead by pattern or error type: none of its own words.

    List items are named by their key, as an author knows them, not by their position.
    """
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and details["input"]:
            continue  # a list of which every item is wrong is not empty; those are told already
        yield _fault(details, remedies).at(*_place(data, details["loc"]))


def _fault(error: ErrorDetails, remedies: Mapping[str, str]) -> Fault:
    about: dict[str, Any] = error.get("ctx", {})
    cause = about.get("error")
    if isinstance(cause, Fault):
        return cause
    template = remedies.get(about.get("pattern", "")) or remedies.get(error["type"], OTHERWISE)
    expected = ", ".join(re.findall(r"'([^']*)'", str(about.get("expected", ""))))
    return Fault(template, **{**about, "expected": expected})


def _place(data: object, location: tuple[int | str, ...]) -> Iterator[str]:
    for step in location:
        if isinstance(step, str) and step.startswith("("):
            continue  # which form of a part was meant; the data have no such step
        data = _step(data, step)
        key = data.get("key") if isinstance(data, Mapping) else None
        if isinstance(step, str):
            yield step
        else:
            yield key[:LONGEST_NAME_SHOWN] if isinstance(key, str) else f"no. {step + 1}"


def _step(data: object, step: int | str) -> object:
    try:
        return data[step]  # type: ignore[index]  # whatever it is: what cannot be indexed is None
    except (TypeError, LookupError):
        return None
