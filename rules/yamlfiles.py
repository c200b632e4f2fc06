"""A rule set as a folder of YAML files, one per topic; read strictly, written to read back equal. No Django."""

from __future__ import annotations

import os
from pathlib import Path
import re
from typing import Any

import yaml

from rules.document import INDEX, KEY, Document, DocumentInvalid, dump, parse

LISTS = ("findings", "rules", "recommendations")
MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
LINE_WIDTH = 110
STRING = "tag:yaml.org,2002:str"


class _StrictLoader(yaml.CSafeLoader):
    """YAML without surprises: text, whole numbers, true, false; no alias, tag, date, float or duplicate key."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # as PyYAML has it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that stands twice, naming its line."""
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key_node.tag != STRING or key in seen:
                fault = f"the key “{key}” stands twice" if key_node.tag == STRING else "a key must be a text"
                raise yaml.MarkedYAMLError(None, None, fault, key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), list("tf"))
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"(?:0|[1-9][0-9]{0,8})$"), list("0123456789")
)


def load_folder(folder: Path) -> Document:
    """Read `rule-set.yaml` and the file of each of its topics; raise DocumentInvalid naming file and line."""
    index = load_file(folder / f"{INDEX}.yaml")
    for name in index.keys() & set(LISTS):
        raise DocumentInvalid([f"{INDEX}.yaml: “{name}” belongs in the file of a topic; move it there"])
    document: dict[str, Any] = index | {name: [] for name in LISTS}
    for topic in _topics(index):
        for name, items in load_file(folder / f"{topic}.yaml").items():
            if name not in LISTS or not isinstance(items, list):
                fault = f"“{name}” is no list here; give lists of {', '.join(LISTS)}"
                raise DocumentInvalid([f"{topic}.yaml: {fault}"])
            document[name] += [_with_topic(item, topic) for item in items]
    return parse(document)


def _topics(index: dict[str, Any]) -> list[str]:
    """The names of the other files, each once, and none that could lead out of the folder."""
    topics = index.get("topics")
    is_list = isinstance(topics, list) and all(isinstance(t, str) and re.fullmatch(KEY, t) for t in topics)
    if not isinstance(topics, list) or not is_list or len(set(topics)) < len(topics):
        fault = "give “topics”, the other files' names, each once, in small letters, digits and hyphens"
        raise DocumentInvalid([f"{INDEX}.yaml: {fault}"])
    return topics


def _with_topic(item: object, topic: str) -> object:
    if not isinstance(item, dict):
        return item  # the schema says what it should be
    if "topic" in item:
        raise DocumentInvalid([f"{topic}.yaml: take “topic” out of {item.get('key')}; it is the file's name"])
    return {"topic": topic, **item}


def load_file(path: Path) -> dict[str, Any]:
    """One YAML mapping; raise DocumentInvalid for anything that is not plain, small and unambiguous."""
    try:
        text = _read(path).decode("utf-8")
    except OSError as error:
        raise DocumentInvalid([f"{path.name}: cannot be read ({error.strerror})"]) from None
    except UnicodeDecodeError:
        raise DocumentInvalid([f"{path.name}: is not UTF-8 text; save it as UTF-8"]) from None
    try:
        _refuse_bombs(text)
        data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a subclass of the safe loader
    except yaml.YAMLError as error:
        raise DocumentInvalid([f"{path.name}: {_sentence(error)}"]) from None
    if not isinstance(data, dict):
        raise DocumentInvalid([f"{path.name}: must be a mapping of lists"])
    return data


def _read(path: Path) -> bytes:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        raise DocumentInvalid([f"{path.name}: is a link out of the folder; put the file itself there"])
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise DocumentInvalid([f"{path.name}: is over {MAX_BYTES // 1024} kB; split the topic"])
    return raw


def _refuse_bombs(text: str) -> None:
    """Look at the events before anything is built: aliases, tags and depth are what make YAML dangerous."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(event, "aliases and anchors are not allowed")
        if getattr(event, "tag", None):
            raise _refused(event, "tags are not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _refused(event, "is nested too deep")


def _refused(event: yaml.Event, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, problem, event.start_mark)  # type: ignore[arg-type]  # the C parser's mark


def _sentence(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "is not YAML"
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def write_folder(document: Document, folder: Path) -> None:
    """Write the document as `load_folder` reads it, one file per topic; other files there stay."""
    data = dump(document)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, INDEX, {key: value for key, value in data.items() if key not in LISTS})
    for topic in document.topics:
        part = {name: [_without_topic(i) for i in data[name] if i["topic"] == topic] for name in LISTS}
        _write(folder, topic, {name: items for name, items in part.items() if items})


def _without_topic(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "topic"}


def _write(folder: Path, name: str, data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=LINE_WIDTH)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
