"""The least step that a difference allows."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import sample
from release import made

from communique.core.errors import UsageError
from communique.release.bump import broken_ids, bump, check_bump, check_ids, required_bump
from communique.release.changes import compare
from communique.release.schema_changes import schema_changes
from communique.release.snapshot import Snapshot
from communique.release.versions import Version, bump_between, lowered, parse

Field = dict[str, Any]


def least(*edits: made.Edit, version: str = "1.0.0") -> str:
    return required_bump(made.snapshot(version=version), made.snapshot(*edits, version="9.0.0"))


def test_nothing_needs_no_step() -> None:
    assert least() == "none"


def test_a_value_is_a_patch() -> None:
    assert least(made.other_reading) == "patch"


def test_new_rows_are_minor() -> None:
    assert least(made.another_article) == "minor"
    assert least(made.corrected) == "minor"


def test_a_row_deleted_without_a_redirect_is_major() -> None:
    assert least(made.without_call) == "major"
    assert least(made.withdrawn) == "major"


def test_a_row_deleted_with_a_redirect_is_minor() -> None:
    def merged(rows: made.Rows) -> None:
        """The call and both its participants lead to others."""
        people = [each for each in rows["participants"] if made.is_call(each)]
        made.without_call(rows)
        rows["id_redirects"].append({"old_id": sample.CALL, "new_id": sample.PLANNED})
        kept = [each for each in rows["participants"] if each["meeting_id"] == sample.PLANNED]
        for old, new in zip(people, kept, strict=True):
            redirect = {"old_id": old["participant_id"], "new_id": new["participant_id"]}
            rows["id_redirects"].append(redirect)

    assert least(merged) == "minor"


def test_what_belongs_to_a_redirected_row_went_with_it() -> None:
    assert least(made.call_merged) == "minor"


def test_a_redirect_that_leads_to_nothing_is_none() -> None:
    def dead_end(rows: made.Rows) -> None:
        made.without_call(rows)
        rows["id_redirects"].append({"old_id": sample.CALL, "new_id": made.SPLIT_OFF})

    assert least(dead_end) == "major"


def test_entries_about_the_making_break_nothing_when_they_go() -> None:
    def read_now(rows: made.Rows) -> None:
        rows["rejects"] = []
        rows["quality"] = []

    assert least(read_now) == "patch"


def test_before_the_first_major_version_every_level_is_one_place_down() -> None:
    assert least(made.without_call, version="0.3.0") == "minor"
    assert least(made.another_article, version="0.3.0") == "patch"
    assert least(made.other_reading, version="0.3.0") == "patch"
    assert least(version="0.3.0") == "none"


@pytest.mark.parametrize(
    ("edit", "level"),
    [
        (lambda f: f.update(name="place"), "major"),
        (lambda f: f.update(type="date"), "major"),
        (lambda f: f.update(constraints={"required": True}), "major"),
        (lambda f: f.update(constraints={"pattern": "^[A-Z]"}), "major"),
        (lambda f: f.update(constraints={"minLength": 2}), "major"),
        (lambda f: f.update(constraints={"enum": ["Geneva"]}), "major"),
        (lambda f: f.update(description="Reworded."), "patch"),
        (lambda f: f.update({"communique:measured": "changed"}), "patch"),
    ],
)
def test_a_changed_column(edit: Callable[[Field], None], level: str) -> None:
    assert schema_level("meetings", "place_name", edit) == level


@pytest.mark.parametrize(
    ("edit", "level"),
    [
        (lambda f: f["constraints"]["enum"].append("dreamt"), "minor"),
        (lambda f: f["constraints"]["enum"].remove("denied"), "major"),
        (lambda f: f["constraints"].pop("required"), "minor"),
        (lambda f: f["categories"][0].update(description="Reworded."), "patch"),
    ],
)
def test_a_changed_closed_list(edit: Callable[[Field], None], level: str) -> None:
    assert schema_level("meetings", "status", edit) == level


def test_bounds_that_narrow_are_major_and_that_widen_minor() -> None:
    def bounds(low: int | None, high: int | None) -> Callable[[Field], None]:
        given = {"minimum": low, "maximum": high}
        return lambda f: f.update(constraints={k: v for k, v in given.items() if v is not None})

    def level(before: tuple[int | None, int | None], after: tuple[int | None, int | None]) -> str:
        old = edited(made.snapshot(), "meetings", "party_count", bounds(*before))
        new = edited(made.snapshot(), "meetings", "party_count", bounds(*after))
        return required_bump(old, new)

    assert level((0, None), (1, None)) == "major"
    assert level((1, None), (0, None)) == "minor"
    assert level((0, None), (0, 9)) == "major"
    assert level((0, 9), (0, 10)) == "minor"
    assert level((0, 9), (0, None)) == "minor"


def test_an_added_column_is_major_and_an_added_table_minor() -> None:
    old = made.snapshot()
    schemas = copy.deepcopy(dict(old.schemas))
    schemas["meetings"]["fields"].append({"name": "weather", "type": "string"})  # type: ignore[index]
    assert [each.level for each in schema_changes(old.schemas, schemas)] == ["major"]
    del schemas["meetings"]
    assert [each.level for each in schema_changes(schemas, old.schemas)] == ["minor"]
    assert [each.level for each in schema_changes(old.schemas, schemas)] == ["major"]


def test_a_renamed_column_is_named_as_such() -> None:
    old = made.snapshot()
    new = edited(old, "meetings", "place_name", lambda f: f.update(name="place"))
    found = schema_changes(old.schemas, new.schemas)
    assert [str(each) for each in found] == ["meetings.place_name: the column was renamed to place"]


def test_a_list_declared_for_other_tools_is_still_a_list() -> None:
    old = made.snapshot()
    built = {"type": "any", "communique:type": "list<string>"}
    new = edited(old, "meetings", "topics", lambda f: f.update(built))
    assert schema_changes(old.schemas, new.schemas) == ()


def test_a_step_that_is_too_small_is_refused_with_the_reason() -> None:
    old, new = made.snapshot(version="1.4.2"), made.snapshot(made.another_article)
    needed = bump(compare(old, new), old, new)
    with pytest.raises(UsageError) as caught:
        check_bump(parse("1.4.3"), old, needed)
    message = str(caught.value)
    assert message.startswith("1.4.3 is a patch step from 1.4.2, but the changes need a minor one")
    assert "1 row of articles added" in message
    assert message.endswith("release it as 1.5.0 or later")
    assert check_bump(parse("1.5.0"), old, needed) == "minor"
    assert check_bump(parse("2.0.0"), old, needed) == "major"


def test_a_version_that_does_not_come_after_is_refused() -> None:
    old = made.snapshot(version="1.4.2")
    needed = bump(compare(old, old), old, old)
    for version in ("1.4.2", "1.4.1", "0.9.0"):
        with pytest.raises(UsageError, match=r"does not come after 1\.4\.2"):
            check_bump(parse(version), old, needed)


def test_ids_that_would_lead_to_nothing_are_named() -> None:
    old = made.snapshot()
    new = made.snapshot(made.without_call)
    broken = broken_ids(compare(old, new), old, new)
    assert sample.CALL in broken
    with pytest.raises(UsageError, match=r"published ids would lead to nothing: .*; give each a"):
        check_ids(broken)
    check_ids([])


def test_a_lost_redirect_breaks_its_id() -> None:
    def forgotten(rows: made.Rows) -> None:
        rows["id_redirects"] = [
            each for each in rows["id_redirects"] if each["old_id"] != sample.OLDEST_MEETING
        ]

    old, new = made.snapshot(), made.snapshot(forgotten)
    assert broken_ids(compare(old, new), old, new) == [sample.OLDEST_MEETING]


@given(st.tuples(*[st.integers(0, 50)] * 3), st.sampled_from(["major", "minor", "patch"]))
def test_the_next_version_of_a_level_is_that_level_away(
    parts: tuple[int, int, int], level: Any
) -> None:
    version = Version(*parts)
    assert bump_between(version, version.after(level)) == level
    assert bump_between(version.after(level), version) == "none"
    assert parse(str(version)) == version
    assert lowered(level, Version(1, 0, 0)) == level


@pytest.mark.parametrize(
    "text", ["", "1", "1.2", "v1.2.3", "1.2.3-rc1", "01.2.3", "1.2.3\n", "../1"]
)
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no version"):
        parse(text)


def schema_level(table: str, column: str, edit: Callable[[Field], None]) -> str:
    old = made.snapshot()
    return required_bump(old, edited(old, table, column, edit))


def edited(old: Snapshot, table: str, column: str, edit: Callable[[Field], None]) -> Snapshot:
    """The same rows under a schema with one field edited."""
    schemas = copy.deepcopy(dict(old.schemas))
    edit(next(f for f in schemas[table]["fields"] if f["name"] == column))
    return replace(old, schemas=schemas)
