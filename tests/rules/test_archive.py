"""A rule set as one zip file: what is packed reads back, and nothing that an upload claims is trusted."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from rules.archive import MAX_FILES, MAX_PACKED, pack, unpack
from rules.document import Document, parse
from rules.problems import DocumentInvalid
from rules.yamlfiles import MAX_BYTES, files_of
from tests.rules.bombs import zipped
from tests.rules.documents import small
from tests.rules.random_documents import random_working_copy, seeded

SMALL = parse(small())
FILES = files_of(SMALL)
DAMAGED = "zip: is no zip file, or a damaged one; pack the YAML files again"
SEVERAL = "zip: has several folders; put all files in one"
SYMLINK = 0o120777 << 16


def fault(data: bytes) -> str:
    """Why an upload is refused."""
    with pytest.raises(DocumentInvalid) as caught:
        unpack(data)
    [sentence] = caught.value.problems
    return sentence


def test_the_default_rule_set_comes_back_the_same(bone_health: Document) -> None:
    """To the letter, and the same bytes every time."""
    data = pack(bone_health)
    assert unpack(data) == bone_health
    assert pack(unpack(data)) == data
    assert len(data) < MAX_PACKED / 10


@pytest.mark.parametrize("seed", range(3))
def test_disabled_parts_and_examples_come_back_the_same(seed: int) -> None:
    """Whatever the rules and the answers."""
    document = random_working_copy(seeded(seed))
    assert unpack(pack(document)) == document


def test_it_is_a_folder_that_anybody_can_unpack() -> None:
    """With the rule set's key as its name."""
    with ZipFile(BytesIO(pack(SMALL))) as archive:
        assert archive.namelist() == ["small/rule-set.yaml", "small/bones.yaml"]
        assert archive.testzip() is None


@pytest.mark.parametrize(
    "files",
    [
        FILES,
        {"folder/": "", **{f"folder/{name}": text for name, text in FILES.items()}},
        {**FILES, "__MACOSX/._bones.yaml": "x", "__MACOSX/small/._bones.yaml": "x", ".DS_Store": "x"},
        {"a/.DS_Store": "x", **{f"a/{name}": text for name, text in FILES.items()}},
    ],
    ids=["bare", "folder", "mac", "mac folder"],
)
def test_a_folder_that_somebody_packed_by_hand_is_read(files: dict[str, str]) -> None:
    """With what systems put beside the files, packed or only stored."""
    assert unpack(zipped(files)) == unpack(zipped(files, ZIP_STORED)) == SMALL


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "rule-set.yaml: is missing; add it"),
        ({"rule-set.yaml": FILES["rule-set.yaml"]}, "bones.yaml: is missing; add it"),
        ({**FILES, "skin.yaml": "a: b"}, "skin.yaml: is no topic’s; add it to “topics” or take the file out"),
        (
            {**FILES, "readme.md": "x"},
            "zip: “readme.md” does not belong there; pack the YAML files of one rule set",
        ),
        ({**FILES, "x" * 200: "x"}, f"zip: “{'x' * 80}” does not belong there"),
        ({**FILES, "a\\b.yaml": "x"}, "a\\b.yaml: is no topic’s"),
        ({**FILES, "deeper/bones.yaml": "x"}, SEVERAL),
        ({"a/b/rule-set.yaml": "x"}, SEVERAL),
        ({"rule-set.yaml": "- a"}, "rule-set.yaml: must be a mapping of lists"),
    ],
)
def test_what_is_no_rule_set_is_named(files: dict[str, str], expected: str) -> None:
    """The file, and what to do."""
    assert fault(zipped(files)).startswith(expected)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_stands_once() -> None:
    """Of two with one name nobody knows which is meant."""
    packed = BytesIO(zipped(FILES))
    with ZipFile(packed, "a") as archive:
        archive.writestr("bones.yaml", "rules: []")
    assert fault(packed.getvalue()).startswith(
        "zip: “bones.yaml” does not belong there; pack the YAML files of one"
    )


@pytest.mark.parametrize("name", ["../../bones.yaml", "/etc/bones.yaml", "..", "C:\\bones.yaml"])
def test_a_name_that_leads_elsewhere_leads_nowhere(tmp_path: Path, name: str) -> None:
    """Zip slip (A21): nothing is ever written, and such a file is refused."""
    sentence = fault(zipped({**FILES, name: "rules: []"}))
    assert sentence == SEVERAL or name in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_read_as_the_text_that_it_is() -> None:
    """A symlink in a zip file (A21) is a small file with an address in it; nobody goes there."""
    packed = BytesIO(zipped({"rule-set.yaml": FILES["rule-set.yaml"]}))
    entry = ZipInfo("bones.yaml")
    entry.create_system, entry.external_attr = 3, SYMLINK
    with ZipFile(packed, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert fault(packed.getvalue()) == "bones.yaml: must be a mapping of lists"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", DAMAGED),
        (b"rules: []", DAMAGED),
        (b"PK\x05\x06" + b"\xff" * 18, DAMAGED),
        (b"PK\x03\x04" * 100, DAMAGED),
        (zipped(FILES)[:-30], DAMAGED),
        (zipped(FILES)[100:], DAMAGED),
        (zipped(FILES).replace(b"rules:", b"RULES:"), None),
        (zipped(FILES, ZIP_STORED).replace(b"rules:", b"RULES:"), DAMAGED),
        (b"\0" * (MAX_PACKED + 1), "zip: the file is over 1024 kB; is it the zip file of one rule set?"),
        (zipped(FILES, ZIP_BZIP2), "zip: is packed in an unusual way; pack it as an ordinary zip file"),
        (zipped(FILES, ZIP_LZMA), "zip: is packed in an unusual way; pack it as an ordinary zip file"),
    ],
    ids=["empty", "yaml", "end", "starts", "cut", "no start", "sound", "changed", "large", "bzip2", "lzma"],
)
def test_what_is_no_sound_zip_file_is_refused_in_words(data: bytes, expected: str | None) -> None:
    """Empty, cut, changed on the way, too large, or packed in a way that could take any memory."""
    assert (fault(data) if expected else None) == expected


def test_a_locked_file_is_told_so() -> None:
    """There is nobody to ask for the password."""
    data = bytearray(zipped(FILES))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        data[at + offset] |= 1
    assert fault(bytes(data)) == "zip: is locked with a password; pack it without one"


def test_the_number_of_files_has_a_limit() -> None:
    """Before any is read (A21)."""
    many = {f"t{number}.yaml": "a: b" for number in range(MAX_FILES + 1)}
    assert fault(zipped(many)) == "zip: holds over 60 files; pack one rule set only"
    assert fault(zipped({f"{number}/": "" for number in range(100)} | FILES | {"x": "x"})).startswith(
        "zip: “x”"
    )


def test_all_files_together_have_a_limit() -> None:
    """Each at its own limit (A21)."""
    large = "#" * MAX_BYTES
    assert (
        fault(zipped({f"t{n}.yaml": large for n in range(9)}))
        == "zip: holds over 2048 kB; split the rule set"
    )
    assert fault(zipped({f"t{n}.yaml": large for n in range(8)})) == "rule-set.yaml: is missing; add it"


def test_a_size_that_is_claimed_is_not_believed() -> None:
    """A file that claims to be small is read no further, and found damaged (A21)."""
    data = bytearray(zipped({"rule-set.yaml": "#" * 100_000}))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(sign) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    assert fault(bytes(data)) == DAMAGED


def test_json_that_is_no_number_is_no_number() -> None:
    """A21: a file may be JSON, which is YAML; its NaN is only a word."""
    topic = FILES["bones.yaml"].replace("priority: 50", "priority: NaN", 1)
    assert (
        fault(zipped({**FILES, "bones.yaml": topic}))
        == "recommendations → milk → priority: write a whole number"
    )


@settings(max_examples=150)
@given(st.data())
def test_a_file_that_was_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    """Never anything but a document or a sentence (A12, A21)."""
    sound = bytearray(zipped(FILES, data.draw(st.sampled_from([ZIP_STORED, ZIP_DEFLATED]))))
    for _ in range(data.draw(st.integers(1, 4))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    with suppress(DocumentInvalid):
        assert isinstance(unpack(bytes(sound)), Document)
