"""`import_rules` and `export_rules`: a sentence for every fault, and no half-done work."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
import shutil

from django.core.management import CommandError, call_command
import pytest

from rules.document import Document, digest, parse
from rules.models import Part, Release, RuleSet
from rules.releases import releases
from rules.services import change_part, publish
from rules.yamlfiles import load_folder, write_folder
from tests.rules.conftest import CONTENT
from tests.rules.database import broken_database, damage
from tests.rules.documents import small
from tests.rules.versions import publish_ages, take_back, version


def says(command: str, *arguments: object) -> str:
    """What a command that succeeds says."""
    out, err = StringIO(), StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=err)
    assert err.getvalue() == ""
    return out.getvalue()


def fails(command: str, *arguments: object) -> str:
    """Why a command fails, with exit status 1."""
    with pytest.raises(CommandError) as caught:
        says(command, *arguments)
    assert caught.value.returncode == 1
    return str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small rule set as files."""
    write_folder(parse(small()), tmp_path / "small")
    return tmp_path / "small"


def spoil(folder: Path, old: str, new: str) -> None:
    """Change the file of the small rule set's topic."""
    file = folder / "bones.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.mark.django_db
def test_an_import_publishes_once() -> None:
    """A second one changes nothing."""
    name = digest(load_folder(CONTENT))[:19]
    assert says("import_rules", CONTENT) == f"bone-health release 1 is published ({name}…).\n"
    [release] = Release.objects.all()
    assert (release.note, release.digest[:19]) == ("Imported from files.", name)
    expected = f"bone-health release 1 is in force already, nothing changed ({name}…).\n"
    assert says("import_rules", CONTENT, "--note", "again") == expected
    assert Release.objects.get() == release
    assert releases.current().release["number"] == 1


@pytest.mark.django_db
def test_an_import_of_changed_files_is_the_next_release(folder: Path) -> None:
    """With its note."""
    says("import_rules", folder)
    spoil(folder, "age_years ≥ 65", "age_years ≥ 66")
    assert says("import_rules", folder, "--note", "Older people").startswith("small release 2 is published")
    assert [release.note for release in Release.objects.order_by("number")] == [
        "Imported from files.",
        "Older people",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("age_years ≥ 65", "age_years ≥ 650", "out of range; write a number from 0 to 120"),
        ("age_years ≥ 65", "age ≥ 65", "no such fact"),
        ("old is established", "frail is established", "rest on each other in a ring"),
        ("nl: Label of old (nl)", "de: Label of old (nl)", "findings → old → label → nl: is missing; add it"),
        ("nl: Label of old (nl)", "nl: ''", "findings → old → label → nl: is empty; write the words"),
        ("- S1", "- S2", "unknown source “S2”"),
        ("findings:", "findings: &a", "line 1: aliases and anchors are not allowed"),
        ("findings:", "findings: [", "bones.yaml: line "),
        ("findings:", "\0:", "bones.yaml: is not YAML"),
    ],
)
@pytest.mark.django_db
def test_an_import_of_a_broken_folder_leaves_the_rules_as_they_were(
    folder: Path, old: str, new: str, problem: str
) -> None:
    """Every fault is told, nothing is published, the last release serves."""
    says("import_rules", folder)
    before = list(Release.objects.values()), list(RuleSet.objects.values())
    spoil(folder, old, new)
    found = fails("import_rules", folder)
    assert found.startswith("nothing was published:\n")
    assert problem in found
    assert (list(Release.objects.values()), list(RuleSet.objects.values())) == before


@pytest.mark.django_db
def test_an_import_where_there_is_none_leaves_what_there_is(folder: Path) -> None:
    """`--if-none`, as an update of the site runs it: what a clinic published since stays."""
    assert says("import_rules", folder, "--if-none").startswith("small release 1 is published")
    spoil(folder, "age_years ≥ 65", "age_years ≥ 66")
    assert says("import_rules", folder, "--if-none") == ""
    assert Release.objects.get().number == 1
    assert says("import_rules", CONTENT, "--if-none").startswith("bone-health release 1 is published")
    RuleSet.objects.update(current=None)
    assert says("import_rules", folder, "--if-none").startswith("small release 2 is published")


@pytest.mark.django_db
def test_an_import_does_not_let_go_of_what_was_edited_on_the_site(folder: Path) -> None:
    """Unless it is told to."""
    says("import_rules", folder)
    old = Part.objects.get(collection="rules", key="age")
    change_part(old, version(70).rules[0], old.version, "eve")
    spoil(folder, "age_years ≥ 65", "age_years ≥ 66")
    found = fails("import_rules", folder)
    assert found.startswith(
        "nothing was published: small has changes that were made on the site and not published;"
    )
    assert found.endswith("publish them there first, or import with --discard to let them go")
    assert Release.objects.get().number == 1
    assert "release 2 is published" in says("import_rules", folder, "--discard")
    assert Release.objects.get(number=2).document() == version(66)
    assert {release.published_by for release in Release.objects.all()} == {""}


@pytest.mark.django_db
def test_an_import_with_a_note_that_is_too_long_is_told_so(folder: Path) -> None:
    """And publishes nothing."""
    found = fails("import_rules", folder, "--note", "x" * 501)
    assert found == "nothing was published: The note has 501 characters; 500 at most."
    assert not RuleSet.objects.exists()


@pytest.mark.django_db
def test_the_command_line_still_has_a_withdrawn_release(tmp_path: Path) -> None:
    """By its number, to look at it; nobody assesses with it."""
    publish_ages(65, 66)
    take_back(1, instead=2)
    says("export_rules", tmp_path / "first", "--rule-set", "small", "--number", 1)
    assert load_folder(tmp_path / "first") == version(65)


@pytest.mark.django_db
def test_a_command_works_with_the_release_in_force_or_not_at_all(tmp_path: Path) -> None:
    """No other one takes its place in silence, as it does on the site."""
    publish_ages(65, 66)
    damage(2, content={})
    assert "title: is missing" in fails("export_rules", tmp_path / "out", "--rule-set", "small")


@pytest.mark.django_db(transaction=True)
def test_a_database_without_tables_is_told_with_what_to_run(folder: Path, tmp_path: Path) -> None:
    """Before `make setup`, or after a restore that went wrong."""
    with broken_database():
        refused = fails("import_rules", folder)
        assert refused.startswith("nothing was published: the database refuses (")
        for command in ("export_rules", "assess"):
            unread = fails(command, tmp_path / "out")
            assert unread.startswith("the rules cannot be read from the database (")
            assert ("rules_ruleset" in unread, unread.endswith("); run: make setup")) == (True, True)
        assert refused.endswith("); run: make setup")
        assert says("check_rules", folder)


@pytest.mark.django_db
def test_a_broken_first_import_leaves_nothing_behind(folder: Path) -> None:
    """Not even an empty rule set."""
    spoil(folder, "age_years ≥ 65", "age ≥ 65")
    fails("import_rules", folder)
    assert not RuleSet.objects.exists()


@pytest.mark.django_db
def test_an_export_imports_as_the_same_release(tmp_path: Path, bone_health: Document) -> None:
    """In force or by number; nothing is lost."""
    publish(bone_health, "first")
    publish(bone_health.model_copy(update={"examples": bone_health.examples[:-1]}), "second")
    first, second = tmp_path / "deep" / "first", tmp_path / "second"
    assert says("export_rules", second) == f"bone-health release 2 is in {second}.\n"
    assert says("export_rules", first, "--number", 1) == f"bone-health release 1 is in {first}.\n"
    assert digest(load_folder(first)) == Release.objects.get(number=1).digest
    assert load_folder(first) == bone_health
    assert "nothing changed" not in says("import_rules", first)
    assert "nothing changed" in says("import_rules", first)


@pytest.mark.django_db
def test_another_rule_set_is_exported_by_its_key(folder: Path, tmp_path: Path) -> None:
    """The files are the same again."""
    says("import_rules", folder)
    again = tmp_path / "again"
    says("export_rules", again, "--rule-set", "small")
    assert {file.name: file.read_bytes() for file in again.iterdir()} == {
        file.name: file.read_bytes() for file in folder.iterdir()
    }


@pytest.mark.parametrize("number", [0, -1, 2, 10**30])
@pytest.mark.django_db
def test_an_export_of_a_release_that_is_not_there_is_told_so(
    tmp_path: Path, bone_health: Document, number: int
) -> None:
    """No folder is made."""
    publish(bone_health, "first")
    found = fails("export_rules", tmp_path / "out", f"--number={number}")
    assert found == f"there is no release {number} of “bone-health”"
    assert not (tmp_path / "out").exists()


@pytest.mark.django_db
def test_an_export_without_a_release_says_what_to_run(tmp_path: Path) -> None:
    """Of the default rule set or another."""
    assert "no release of “bone-health” is published; run: manage.py import_rules" in fails(
        "export_rules", tmp_path
    )
    assert "no release of “x” is published" in fails("export_rules", tmp_path, "--rule-set", "x")


@pytest.mark.django_db
def test_an_export_to_where_nothing_can_be_written_is_told_so(folder: Path, tmp_path: Path) -> None:
    """A file stands in the way."""
    says("import_rules", folder)
    file, out = tmp_path / "file", tmp_path / "out"
    file.write_text("mine")
    (out / "rule-set.yaml").mkdir(parents=True)
    small_set = ("--rule-set", "small")
    assert fails("export_rules", file, *small_set) == f"{file}: cannot be written (File exists)"
    assert "cannot be written (Not a directory)" in fails("export_rules", file / "deeper", *small_set)
    assert "cannot be written (Is a directory)" in fails("export_rules", out, *small_set)
    assert file.read_text() == "mine"


@pytest.mark.django_db
def test_an_export_of_a_damaged_release_tells_what_is_wrong(tmp_path: Path, bone_health: Document) -> None:
    """And writes nothing."""
    publish(bone_health, "first")
    damage(1, content={"key": "bone-health"})
    assert "title: is missing; add it" in fails("export_rules", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.django_db
def test_an_import_from_nowhere_is_told_so(tmp_path: Path) -> None:
    """A missing folder, and one with a file less."""
    assert "rule-set.yaml: cannot be read (No such file or directory)" in fails(
        "import_rules", tmp_path / "nowhere"
    )
    shutil.copytree(CONTENT, tmp_path / "copy")
    (tmp_path / "copy" / "diet.yaml").unlink()
    assert "diet.yaml: cannot be read (No such file or directory)" in fails("import_rules", tmp_path / "copy")
