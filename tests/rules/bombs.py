"""Rule sets as YAML files, small or just under the limits, that would take a long time or much memory (A21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from tests.rules.documents import small

Files = dict[str, str]
TOO_LARGE = "the rule set becomes too large here; take some out"
MORE = "more; correct those above first"


def zipped(files: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A zip file with these files, by name."""
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def rule_set(**topics: str) -> Files:
    """An index, and these topics."""
    index = {name: small()[name] for name in ("key", "title", "sources")} | {"topics": [*topics]}
    return {"rule-set.yaml": yaml.safe_dump(index), **{f"{name}.yaml": text for name, text in topics.items()}}


def chain(links: int) -> Files:
    """Intermediate findings that rest on each other, the first on the last: nothing is wrong but the length."""
    label = "{en: a, fr: a, nl: a}"
    findings = [f"- {{key: f{n}, kind: intermediate, sources: [S1], label: {label}}}\n" for n in range(links)]
    rests_on = [*(f"f{n} is established" for n in range(1, links)), "age_years ≥ 65"]
    rules = [f"- {{key: r{n}, then: f{n}, sources: [S1], all: [{rests_on[n]}]}}\n" for n in range(links)]
    half = links // 2
    return rule_set(
        a="".join(["findings:\n", *findings[:half]]),
        b="".join(["findings:\n", *findings[half:]]),
        c="".join(["rules:\n", *rules[:half]]),
        d="".join(["rules:\n", *rules[half:]]),
    )


def wrong_conditions(rules: int, conditions: int) -> Files:
    """Rules that are otherwise sound."""
    text = f"[{'a,' * conditions}]"
    lines = [f"- {{key: r{n}, then: f{n}, sources: [S1], all: {text}}}\n" for n in range(rules)]
    return rule_set(a="".join(["rules:\n", *lines]))


def laughs(levels: int) -> Files:
    """Each level ten times the one before."""
    lines = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, levels)]
    return {"rule-set.yaml": "\n".join(["l0: &l0 [ha]", *lines])}


def _index(text: str) -> Callable[[], Files]:
    return lambda: {"rule-set.yaml": text}


def _topic(text: str) -> Callable[[], Files]:
    return lambda: rule_set(a=text)


# How each is made, and how its refusal begins and ends.
BOMBS: dict[str, tuple[Callable[[], Files], str, str]] = {
    "zip": (
        lambda: {"rule-set.yaml": "#" * 100_000_000},
        "rule-set.yaml: is over 256 kB; split the topic",
        "",
    ),
    "laughs": (lambda: laughs(30), "rule-set.yaml: line 1: aliases and anchors are not allowed", ""),
    "recursion": (_index("a: &a [*a]"), "rule-set.yaml: line 1: aliases and anchors are not allowed", ""),
    "deep": (_index("a: " + "[" * 200_000), "rule-set.yaml: line 1: is nested too deep", ""),
    "tags": (
        _index("a: !!python/object/apply:os.abort []"),
        "rule-set.yaml: line 1: tags are not allowed",
        "",
    ),
    "topics": (_index(f"topics: [{'a,' * 70_000}]"), "rule-set.yaml: give “topics”", ""),
    "wrong items": (_topic(f"findings: [{'a,' * 120_000}]"), "a.yaml: line 1: ", TOO_LARGE),
    "many items": (_topic(f"findings: [{'a,' * 70_000}]"), "findings: has 70000 entries, at most 2000; ", ""),
    "as many as may be": (
        _topic(f"findings: [{'a,' * 2000}]"),
        "findings → no. 1: write its parts",
        f"\ndocument: and at least 901 {MORE}",
    ),
    "items of nothing": (_topic(f"rules: [{'{},' * 2000}]"), "rules → no. 1 → key: is missing", MORE),
    "many small files": (
        lambda: rule_set(**{f"a{n}": f"findings: [{'a,' * 17_000}]" for n in range(57)}),
        "a4.yaml: line 1: ",
        TOO_LARGE,
    ),
    "many keys": (
        _topic(f"findings:\n- {{{','.join(f'a{n}' for n in range(35_000))}}}"),
        "a.yaml: line 2: has 35000 keys, at most 50; take some out",
        "",
    ),
    "a long name": (
        _topic(f"findings: [{{key: {'x' * 250_000}, {','.join(f'a{n}' for n in range(40))}}}]"),
        f"findings → {'x' * 80} → ",
        f"findings → {'x' * 80} → a39: is not known here; correct the name or take it out",
    ),
    "a huge rule": (
        _topic(f"rules: [{{key: r, then: f, sources: [S1], all: [{'bmi < 9,' * 8000}]}}]"),
        "rules → r → all: has 8000 entries, at most 200; take some out",
        "",
    ),
    "wrong conditions": (
        lambda: wrong_conditions(400, 180),
        "rules → r0 → all → no. 1: “a” is not a condition",
        MORE,
    ),
    "a chain of 3,000": (lambda: chain(3000), "d.yaml: line 1407: ", TOO_LARGE),
}
# Those that can be read, and never run.
CHAINS = {
    1900: "rules: 1900 rules, at most 1000 can run; split the rule set",
    1000: "rules: findings rest on findings 1000 deep, at most 16; shorten the chain",
}
