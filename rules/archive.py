"""A rule set as one zip file of its YAML files, to download and to upload. No Django.

Nothing of an upload is trusted: not the sizes that it claims, not its names; nothing is ever written to a disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
import struct
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
import zlib

from rules.document import Document
from rules.problems import DocumentInvalid, Problem, sentence
from rules.yamlfiles import MAX_BYTES, files_of, load_files

MAX_PACKED = 1024 * 1024
MAX_UNPACKED = 2 * 1024 * 1024
MAX_FILES = 60
# The first moment that a zip file knows: the same document gives the same bytes.
MADE_AT = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o644 << 16
ENCRYPTED = 0x1
LONGEST_NAME_SHOWN = 80
# Whatever the library raises for a file that is damaged or made to damage.
BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)


def pack(document: Document) -> bytes:
    """The zip file: a folder with the rule set's key as its name, and the YAML files in it."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in files_of(document).items():
            entry = ZipInfo(f"{document.key}/{name}", MADE_AT)
            entry.create_system, entry.external_attr, entry.compress_type = UNIX, READABLE, ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return packed.getvalue()


def unpack(data: bytes) -> Document:
    """Read what `pack` made, or a folder of such files that somebody packed; raise DocumentInvalid."""
    if len(data) > MAX_PACKED:
        words = sentence("the file is over %(most)s kB; is it the zip file of one rule set?")
        raise _invalid(words, most=MAX_PACKED // 1024)
    try:
        with ZipFile(BytesIO(data)) as archive:
            files = dict(_contents(archive))
    except DocumentInvalid:
        raise
    except BROKEN:
        raise _invalid(sentence("is no zip file, or a damaged one; pack the YAML files again")) from None
    return load_files(files)


def _contents(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each file's name without its folder, and its bytes."""
    entries = [entry for entry in archive.infolist() if not _is_passed_over(entry.filename)]
    if len(entries) > MAX_FILES:
        raise _invalid(sentence("holds over %(most)s files; pack one rule set only"), most=MAX_FILES)
    names, left = _names(entries), MAX_UNPACKED
    for name, entry in zip(names, entries, strict=True):
        content = _content(archive, entry)
        left -= len(content)
        if left < 0:
            words = sentence("holds over %(most)s kB; split the rule set")
            raise _invalid(words, most=MAX_UNPACKED // 1024)
        yield name, content


def _is_passed_over(name: str) -> bool:
    """Folders, and what systems put beside somebody's files: `__MACOSX/…`, `.DS_Store`."""
    folder, _, file = name.rpartition("/")
    return not file or folder.startswith("__MACOSX") or (file.startswith(".") and not file.startswith(".."))


def _names(entries: list[ZipInfo]) -> list[str]:
    names = [entry.filename for entry in entries]
    folders = {name.rpartition("/")[0] for name in names}
    files = [name.rpartition("/")[2] for name in names]
    if len(folders) > 1 or any("/" in folder for folder in folders):
        raise _invalid(sentence("has several folders; put all files in one"))
    for name in files:
        if not name.endswith(".yaml") or files.count(name) > 1:
            words = sentence(
                "“%(name)s” does not belong there; pack the YAML files of one rule set, each once"
            )
            raise _invalid(words, name=name[:LONGEST_NAME_SHOWN])
    return files


def _content(archive: ZipFile, entry: ZipInfo) -> bytes:
    """At most one byte more than a file may have, whatever size the entry claims."""
    if entry.flag_bits & ENCRYPTED:
        raise _invalid(sentence("is locked with a password; pack it without one"))
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _invalid(sentence("is packed in an unusual way; pack it as an ordinary zip file"))
    with archive.open(entry) as file:
        return file.read(MAX_BYTES + 1)


def _invalid(template: str, **params: object) -> DocumentInvalid:
    return DocumentInvalid([Problem(("zip",), template, params)])
