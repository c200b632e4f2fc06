"""A rule set as a folder of YAML files, one per topic; read strictly, written to read back equal. No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
import os
from pathlib import Path
import re
from typing import Any

import yaml

from rules.document import APART, INDEX, TAKEN, Document, Example, Guarantee, Source, dump, parse
from rules.problems import DocumentInvalid, Fault, Problem, problem, sentence
from rules.schema import KEY

INDEX_FILE = f"{INDEX}.yaml"
LISTS = ("findings", "rules", "recommendations")
MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_KEYS = 50  # of a mapping
MAX_VALUES = 80_000  # in all files together, keys and lists among them: eight times the default rule set
LINE_WIDTH = 110
STRING = "tag:yaml.org,2002:str"
TWICE = sentence("line %(line)s: the key “%(key)s” stands twice")
NO_TEXT = sentence("line %(line)s: a key must be a text")


class _StrictLoader(yaml.CSafeLoader):
    """YAML without surprises: text, whole numbers, true, false; no alias, tag, date, float or duplicate key."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # as PyYAML has it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that stands twice, and more of them than any part has, naming the line."""
        if len(node.value) > MAX_KEYS:
            words = sentence("line %(line)s: has %(count)s keys, at most %(most)s; take some out")
            raise Fault(words, line=node.start_mark.line + 1, count=len(node.value), most=MAX_KEYS)
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key_node.tag != STRING or key in seen:
                words = TWICE if key_node.tag == STRING else NO_TEXT
                raise Fault(words, line=key_node.start_mark.line + 1, key=key)
            seen.add(key)
        return super().construct_mapping(node, deep)


_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), list("tf"))
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"(?:0|[1-9][0-9]{0,8})$"), list("0123456789")
)


def load_folder(folder: Path) -> Document:
    """Read `rule-set.yaml`, the file of each of its topics, and `examples.yaml` and `guarantees.yaml` where they are.

    Other files there are passed over. Raises DocumentInvalid naming file and line.
    """
    index = _read(folder / INDEX_FILE)
    names = [_file(topic) for topic in _topics(load_file(INDEX_FILE, index))]
    names += [file for file in map(_file, APART) if (folder / file).exists()]
    return load_files({INDEX_FILE: index, **{name: _read(folder / name) for name in names}})


def load_files(files: Mapping[str, bytes]) -> Document:
    """The document in the files of a folder, given by name; raise DocumentInvalid naming file and line."""
    reader = _Reader(files)
    index = reader.read(INDEX_FILE)
    for name in index.keys() & {*LISTS}:
        words = sentence("“%(name)s” belongs in the file of a topic; move it there")
        raise _invalid(INDEX_FILE, words, name=name)
    for name in index.keys() & {*APART}:
        words = sentence("“%(name)s” belongs in a file of its own, %(name)s.yaml; move it there")
        raise _invalid(INDEX_FILE, words, name=name)
    document: dict[str, Any] = index | {name: [] for name in LISTS}
    topics = _topics(index)
    for topic in topics:
        for name, items in reader.lists(_file(topic), LISTS):
            document[name] += [_with_topic(item, topic) for item in items]
    for name in APART:
        if _file(name) in files:
            document |= reader.lists(_file(name), (name,))
    for name in sorted(files.keys() - {*map(_file, (*TAKEN, *topics))}):
        raise _invalid(name, sentence("is no topic’s; add it to “topics” or take the file out"))
    return parse(document)


def _file(name: str) -> str:
    return f"{name}.yaml"


class _Reader:
    """The files by name: all are looked at, lest they be too much together, before one is built."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._texts: dict[str, str] = {}
        left = MAX_VALUES
        for name, raw in files.items():
            self._texts[name], left = _plain(name, raw, left)

    def read(self, name: str) -> dict[str, Any]:
        if name not in self._texts:
            raise _invalid(name, sentence("is missing; add it"))
        return _built(name, self._texts[name])

    def lists(self, file: str, known: tuple[str, ...]) -> Iterator[tuple[str, list[object]]]:
        for name, items in self.read(file).items():
            if name not in known or not isinstance(items, list):
                words = sentence("“%(name)s” is no list here; give lists of %(lists)s")
                raise _invalid(file, words, name=name, lists=", ".join(known))
            yield name, items


def _topics(index: dict[str, Any]) -> list[str]:
    """The names of the other files, each once, and none that could lead out of the folder."""
    topics = index.get("topics")
    is_list = isinstance(topics, list) and all(isinstance(t, str) and re.fullmatch(KEY, t) for t in topics)
    if not isinstance(topics, list) or not is_list or len(set(topics)) < len(topics):
        words = sentence(
            "give “topics”, the other files’ names, each once, in small letters, digits and hyphens"
        )
        raise _invalid(INDEX_FILE, words)
    return topics


def _with_topic(item: object, topic: str) -> object:
    if not isinstance(item, dict):
        return item  # the schema says what it should be
    if "topic" in item:
        words = sentence("take “topic” out of %(key)s; it is the file’s name")
        raise _invalid(_file(topic), words, key=item.get("key"))
    return {"topic": topic, **item}


def load_file(name: str, raw: bytes) -> dict[str, Any]:
    """The YAML mapping in a file; raise DocumentInvalid for anything that is not plain, small and unambiguous."""
    text, _ = _plain(name, raw, MAX_VALUES)
    return _built(name, text)


def _plain(name: str, raw: bytes, most: int) -> tuple[str, int]:
    """The text of a file that nothing speaks against building, and how many of the values it may have are left."""
    if len(raw) > MAX_BYTES:
        raise _invalid(name, sentence("is over %(most)s kB; split the topic"), most=MAX_BYTES // 1024)
    with _told_of(name):
        text = raw.decode("utf-8")
        return text, _refuse_bombs(text, most)


def _built(name: str, text: str) -> dict[str, Any]:
    with _told_of(name):
        data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a subclass of the safe loader
    if not isinstance(data, dict):
        raise _invalid(name, sentence("must be a mapping of lists"))
    return data


@contextmanager
def _told_of(name: str) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError:
        raise _invalid(name, sentence("is not UTF-8 text; save it as UTF-8")) from None
    except Fault as fault:
        raise DocumentInvalid([fault.at(name)]) from None
    except yaml.YAMLError as error:
        raise DocumentInvalid([_fault_of(error).at(name)]) from None


def _read(path: Path) -> bytes:
    """At most one byte more than a file may have."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        raise _invalid(path.name, sentence("is a link out of the folder; put the file itself there"))
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _invalid(path.name, sentence("cannot be read (%(reason)s)"), reason=error.strerror) from None


def _invalid(file: str, template: str, **params: object) -> DocumentInvalid:
    return DocumentInvalid([Problem((file,), template, params)])


def _refuse_bombs(text: str, most: int) -> int:
    """Look at the events before anything is built: aliases, tags, depth and number are what make YAML dangerous.

    Returns how many values are left of `most`.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1  # type: ignore[union-attr]  # the C parser always says where
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Fault(sentence("line %(line)s: aliases and anchors are not allowed"), line=line)
        if getattr(event, "tag", None):
            raise Fault(sentence("line %(line)s: tags are not allowed"), line=line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise Fault(sentence("line %(line)s: is nested too deep"), line=line)
        most -= isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if most < 0:
            raise Fault(
                sentence("line %(line)s: the rule set becomes too large here; take some out"), line=line
            )
    return most


def _fault_of(error: yaml.YAMLError) -> Fault:
    """The parser's own words stay English: only they say what it stumbled over."""
    mark, words = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if mark is None:
        return Fault(sentence("is not YAML"))
    return Fault(sentence("line %(line)s: is not YAML (%(words)s)"), line=mark.line + 1, words=words)


def write_folder(document: Document, folder: Path) -> None:
    """Write the document as `load_folder` reads it; other files there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    files = files_of(document)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in {*map(_file, APART)} - files.keys():
        (folder / name).unlink(missing_ok=True)


def files_of(document: Document) -> dict[str, str]:
    """The text of each file by its name: the index, one file per topic, and the lists apart that hold any.

    Raises DocumentInvalid for parts that would be in no file.
    """
    if problems := [*topic_problems(document)]:
        raise DocumentInvalid(problems)
    data = dump(document)
    files = {INDEX_FILE: {key: value for key, value in data.items() if key not in (*LISTS, *APART)}}
    for topic in document.topics:
        part = {name: [_without_topic(i) for i in data[name] if i["topic"] == topic] for name in LISTS}
        files[_file(topic)] = {name: items for name, items in part.items() if items}
    for name in APART:
        if name in data:  # `dump` leaves out a list that may be missing when it is empty
            files[_file(name)] = {name: data[name]}
    return {name: _written(part) for name, part in files.items()}


def topic_problems(document: Document) -> Iterator[Problem]:
    """Why files could not hold the document: each part stands in that of its topic, each list in the order of these."""
    for topic, count in Counter(document.topics).items():
        if count > 1 or topic in TAKEN:
            yield problem(("topics", topic), "the name is taken; give each topic its own")
    places = {topic: place for place, topic in enumerate(document.topics)}
    before: dict[str, int] = {}
    topics = ", ".join(document.topics)
    for name, item in document.items():
        if isinstance(item, Source | Example | Guarantee):
            continue
        about, place = {"topic": item.topic, "topics": topics}, places.get(item.topic)
        if place is None:
            yield problem((name, item.key), "unknown topic “%(topic)s”; use one of %(topics)s", **about)
        elif place < before.setdefault(name, place):
            yield problem(
                (name, item.key),
                "stands after a later topic; put it with the others of “%(topic)s”",
                topic=item.topic,
            )
        else:
            before[name] = place


def _without_topic(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "topic"}


def _written(data: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=LINE_WIDTH)
    return text
