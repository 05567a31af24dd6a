"""What differs between two versions, and why."""

import json
from pathlib import Path

import polars as pl
from publish import sample
from release import made

from communique.core import schema
from communique.publish.files import sha256
from communique.release.changes import Changes, compare, diff
from communique.release.redirects import completed, paired
from communique.release.rows import canonical, row_key
from communique.validate.frames import check_frame, check_order


def changed(*edits: made.Edit) -> Changes:
    return compare(made.snapshot(), made.snapshot(*edits, version="1.1.0"))


def told(changes: Changes, table: str) -> list[tuple[str, str, str]]:
    return [(each.row_id, each.op, each.reason) for each in changes.rows if each.table == table]


def test_the_same_rows_do_not_differ() -> None:
    changes = changed()
    assert (changes.rows, changes.schemas) == ((), ())
    assert (changes.old_version, changes.new_version) == ("1.0.0", "1.1.0")
    assert changes.frame.height == 0


def test_the_order_of_rows_and_columns_makes_no_difference() -> None:
    tables = sample.tables()
    declared = {"primaryKey": ["meeting_id"], "fields": []}
    data = tables["meetings"]
    turned = data.reverse().select(data.columns[::-1])
    assert canonical("meetings", declared, data).equals(canonical("meetings", declared, turned))


def test_a_value_is_shown_as_it_was_and_as_it_is() -> None:
    changes = changed(made.other_reading)
    assert told(changes, "statements") == [(sample.REGRET, "modify", "extractor_change")]
    assert changes.rows[0].columns == ("channel",)
    assert changes.values.rows() == [
        ("statements", sample.REGRET, "channel", '"unknown"', '"interview"')
    ]


def test_a_new_article_is_a_new_source_of_all_it_touches() -> None:
    changes = changed(made.another_article)
    assert {each.reason for each in changes.rows} == {"new_source"}
    assert told(changes, "meetings") == [(sample.HELD, "modify", "new_source")]
    assert told(changes, "articles") == [(made.SIXTH, "add", "new_source")]
    assert {table for table, _, _ in changes.counts} == {
        "article_texts",
        "articles",
        "coverage",
        "evidence",
        "meeting_reports",
        "meetings",
    }


def test_what_a_person_corrected_is_a_correction() -> None:
    changes = changed(made.corrected)
    assert told(changes, "statements") == [(sample.REGRET, "modify", "correction")]
    assert [reason for _, _, reason in told(changes, "evidence")] == ["correction"]


def test_a_merged_row_names_the_row_that_stands_for_it() -> None:
    changes = changed(made.call_merged)
    call = next(each for each in changes.rows if each.key == ("meetings", sample.CALL))
    assert (call.op, call.reason, call.replaced_by) == ("delete", "merge", sample.PLANNED)
    reasons = {each.reason for each in changes.rows if each.op == "delete"}
    assert reasons == {"merge"}


def test_rows_without_a_source_are_retracted() -> None:
    changes = changed(made.withdrawn)
    meetings = told(changes, "meetings")
    assert sorted(meetings) == sorted(
        (each, "delete", "retraction") for each in (sample.CALL, sample.PLANNED)
    )
    assert {each.reason for each in changes.rows} == {"retraction"}
    assert all(each.replaced_by is None for each in changes.rows)


def test_a_row_that_is_no_longer_found_is_a_change_of_the_extractor() -> None:
    changes = changed(made.without_call)
    assert {each.reason for each in changes.rows} == {"extractor_change"}
    assert told(changes, "meetings") == [(sample.CALL, "delete", "extractor_change")]


def test_a_row_that_takes_the_words_of_another_was_split_off() -> None:
    changes = changed(made.held_split)
    assert sorted(told(changes, "meetings")) == sorted(
        [(sample.HELD, "modify", "split"), (made.SPLIT_OFF, "add", "split")]
    )


def test_a_mended_article_moves_its_rows_by_correction() -> None:
    before = made.snapshot()
    after = made.rows(made.article_mended)
    redirects = completed(before, made.snapshot(made.article_mended, version="1.1.0"))

    def redirected(rows: made.Rows) -> None:
        made.article_mended(rows)
        rows["id_redirects"] = redirects.to_dicts()

    changes = compare(before, made.snapshot(redirected, version="1.1.0"))
    leads = dict(redirects.select("old_id", "new_id").iter_rows())
    assert leads[sample.article_id("lifted")] == made.MENDED
    assert leads[sample.CALL] in {each["meeting_id"] for each in after["meetings"]}
    deleted = [each for each in changes.rows if each.op == "delete"]
    assert all(each.replaced_by for each in deleted if each.table != "article_texts")
    assert {each.reason for each in changes.rows if each.table != "id_redirects"} == {"correction"}


def test_a_mended_article_is_known_before_its_release_too() -> None:
    changes = changed(made.article_mended)
    assert {each.reason for each in changes.rows if each.table != "id_redirects"} == {"correction"}
    assert all(each.replaced_by is None for each in changes.rows)


def test_a_text_that_is_withdrawn_from_its_article_goes_for_the_reason_of_the_article() -> None:
    def closed(rows: made.Rows) -> None:
        gone = sample.article_id("other")
        made.row(rows, "articles", gone)["licence"] = "all rights reserved"
        made.drop(rows, "article_texts", article_id=gone)

    changes = changed(closed)
    assert [(each.table, each.op, each.reason, each.replaced_by) for each in changes.rows] == [
        ("article_texts", "delete", "correction", None),
        ("articles", "modify", "correction", None),
    ]


def test_reference_tables_change_by_correction() -> None:
    def renamed(rows: made.Rows) -> None:
        made.row(rows, "countries", "MYS")["name"] = "Federation of Malaysia"

    changes = changed(renamed)
    assert told(changes, "countries") == [("MYS", "modify", "correction")]


def test_a_row_without_a_primary_key_is_known_by_its_unique_key_or_all_of_it() -> None:
    declared = {"uniqueKeys": [["a", "b"]], "fields": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}
    assert row_key(declared) == ("a", "b")
    data = pl.DataFrame({"a": ["x", "x"], "b": [None, "y"], "c": [1, 2]})
    assert canonical("t", declared, data)["row_id"].to_list() == ["x|null", "x|y"]
    same = pl.DataFrame({"a": ["x", "x"], "b": ["y", "y"], "c": [1, 1]})
    unkeyed = {"fields": declared["fields"]}
    assert canonical("t", unkeyed, same)["row_id"].to_list() == ["x|y|1", "x|y|1|2"]


def test_the_frame_is_the_table_of_the_contract() -> None:
    for edit in (made.another_article, made.call_merged, made.held_split, made.withdrawn):
        frame = changed(edit).frame
        assert check_frame("changes", frame) == []
        assert check_order("changes", frame) == []
        assert frame.columns == list(schema.table("changes").columns)


def test_json_holds_everything() -> None:
    document = json.loads(json.dumps(changed(made.other_reading).as_json()))
    assert document["changes"] == [
        {
            "table_name": "statements",
            "row_id": sample.REGRET,
            "op": "modify",
            "reason": "extractor_change",
            "replaced_by": None,
            "columns": ["channel"],
            "values": {"channel": {"old": "unknown", "new": "interview"}},
        }
    ]


def test_a_column_that_only_one_version_has_changes_the_schema_and_not_the_rows(
    tmp_path: Path,
) -> None:
    old, new = made.folder(tmp_path / "old"), made.folder(tmp_path / "new")
    path = new / "schemas/persons.schema.json"
    document = json.loads(path.read_text())
    document["fields"] = [f for f in document["fields"] if f["name"] != "family_name"]
    path.write_text(json.dumps(document))
    file = new / "data/persons.parquet"
    pl.read_parquet(file).drop("family_name").write_parquet(file)
    descriptor = new / "datapackage.json"
    stated = json.loads(descriptor.read_text())
    for resource in stated["resources"]:
        resource["hash"] = f"sha256:{sha256(new / resource['path'])}"
    descriptor.write_text(json.dumps(stated))
    changes = diff(old, new)
    assert changes.rows == ()
    assert [str(each) for each in changes.schemas] == [
        "persons.family_name: the column was removed"
    ]


def test_rows_that_the_same_words_show_are_paired_in_their_order() -> None:
    def meeting(at: int) -> made.Row:
        return {
            "_parties": frozenset([("per-a", None, "IND"), (None, None, "MYS")]),
            "date_edtf": "2025-10-26",
            "_words": frozenset(["He joined a summit by video link the same day."]),
            "_articles": {"art-a"},
            "_at": at,
        }

    before = {"mtg-b": meeting(10), "mtg-a": meeting(50)}
    after = {"mtg-y": meeting(12), "mtg-z": meeting(52)}
    by_words = ("_parties", "date_edtf", "_words")
    pairs = {"mtg-b": "mtg-y", "mtg-a": "mtg-z"}
    assert paired(before, after, by_words, lambda value: value) == pairs
    # Without the words, or with fewer rows than before, which is which cannot be told.
    assert paired(before, after, ("_parties", "date_edtf"), lambda value: value) == {}
    del after["mtg-y"]
    assert paired(before, after, by_words, lambda value: value) == {}
