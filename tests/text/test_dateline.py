"""Datelines and the agencies whose copy an article is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.agencies import find_agency
from communique.text.dateline import Dateline, find_dateline

PUBLISHED = date(2025, 10, 28)
STORY = "The ministers met."


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("WASHINGTON, March 31 - ", "Washington", date(2025, 3, 31), None),
        ("KUALA LUMPUR (Reuters) - ", "Kuala Lumpur", None, "Reuters"),
        ("BEIJING, Oct 27 (Xinhua) -- ", "Beijing", date(2025, 10, 27), "Xinhua"),
        ("GENEVA — ", "Geneva", None, None),
        ("WASHINGTON—", "Washington", None, None),
        ("(AP) — ", None, None, "AP"),
        ("(Reuters) - ", None, None, "Reuters"),
        ("Oct 27 (Reuters) - ", None, date(2025, 10, 27), "Reuters"),
        ("WASHINGTON (AFP) – ", "Washington", None, "AFP"),
        ("Washington (AFP) – ", "Washington", None, "AFP"),
        ("MOSCOW, 12 March. /TASS/. ", "Moscow", date(2025, 3, 12), "TASS"),
        ("MOSCOW. Oct 27 (Interfax) - ", "Moscow", date(2025, 10, 27), "Interfax"),
        ("New Delhi, Oct 27 (PTI) ", "New Delhi", date(2025, 10, 27), "PTI"),
        ("New Delhi [India], October 27 (ANI): ", "New Delhi, India", date(2025, 10, 27), "ANI"),
        ("ABU DHABI, 27th October, 2025 (WAM) -- ", "Abu Dhabi", date(2025, 10, 27), "WAM"),
        ("FLINT, Mich., Oct. 4 (UPI) — ", "Flint, Mich.", date(2025, 10, 4), "UPI"),
        ("NAIROBI, Kenya (AP) — ", "Nairobi, Kenya", None, "AP"),
        ("WASHINGTON, D.C. — ", "Washington, D.C.", None, None),
        ("WASHINGTON/BEIJING (Reuters) - ", "Washington", None, "Reuters"),
        ("GENEVA (27 October 2025) – ", "Geneva", date(2025, 10, 27), None),
        ("Brussels, 27 October 2025 – ", "Brussels", date(2025, 10, 27), None),
        ("Madrid, Oct 27 (EFE).- ", "Madrid", date(2025, 10, 27), "EFE"),
        ("(ANSA) - ROME, OCT 27 - ", "Rome", date(2025, 10, 27), "ANSA"),
        ("Tehran, IRNA – ", "Tehran", None, "IRNA"),
        ("TOKYO, Oct 27 Kyodo - ", "Tokyo", date(2025, 10, 27), "Kyodo"),
        ("DUBAI: ", "Dubai", None, None),
        ("RIO DE JANEIRO — ", "Rio de Janeiro", None, None),
        ("N'DJAMENA, Chad — ", "N'Djamena, Chad", None, None),
        ("PORT-AU-PRINCE, Haiti (AP) — ", "Port-au-Prince, Haiti", None, "AP"),
        ("ST. PETERSBURG, Russia — ", "St. Petersburg, Russia", None, None),
        ("Sharm el-Sheikh, Egypt, Oct. 13 (Xinhua) -- ", "Sharm el-Sheikh, Egypt",
         date(2025, 10, 13), "Xinhua"),
        ("BRASÍLIA, Brazil (AP) — ", "Brasília, Brazil", None, "AP"),
        ("BEIJING, Feb 30 (Xinhua) -- ", "Beijing", None, "Xinhua"),
    ],
)  # fmt: skip
def test_datelines(line: str, place: str | None, day: date | None, agency: str | None) -> None:
    found = find_dateline(line + STORY, PUBLISHED)
    assert found is not None
    assert (found.place, found.date, found.agency, found.end) == (place, day, agency, len(line))


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "",
        "SECRETARY RUBIO: Thank you.",
        "THE PRESIDENT:  Good morning.",
        "MR. PRICE: Thank you.",
        "SENIOR ADMINISTRATION OFFICIAL:  Hello.",
        "SEN. RUBIO — Thank you.",
        "BREAKING — The talks have failed.",
        "EXCLUSIVE: The talks have failed.",
        "STRENGTHENING READINESS: Today, the ministers met.",
        "NATO — the alliance — met.",
        "Updated May 5, 2025 - The ministers met.",
        "Ana Lee, May 5, 2025\nThe ministers met.",
        "By Ana Lee - May 5, 2025 - The ministers met.",
        "Monday, 27 October 2025\nThe ministers met.",
        "U.S.-China trade talks — the latest.",
        "WASHINGTON-BASED lawyers - all of them - met.",
        "Prime Minister Modi said on Oct 27 - a Monday - that he would come.",
        "On May 5 the ministers met - again.",
        "Trade talks on May 5: what we know",
        "Rubio, who met Wang on Oct 27 - the day before - left.",
    ],
)
def test_no_datelines(text: str) -> None:
    assert find_dateline(text, PUBLISHED) is None


def test_a_dateline_may_follow_the_headline() -> None:
    text = "Ministers meet in Geneva.\n\nGENEVA, Oct. 27 (UPI) — The ministers met."
    found = find_dateline(text, PUBLISHED)
    assert found is not None
    assert text[found.end :] == "The ministers met."


def test_the_year_is_the_nearest_and_null_without_a_publication_date() -> None:
    def day(line: str, published: date | None) -> tuple[date | None, bool]:
        found = find_dateline(f"PARIS, {line} (AFP) - {STORY}", published) or Dateline(0)
        return found.date, found.has_year

    assert day("Dec 31", date(2026, 1, 2)) == (date(2025, 12, 31), False)
    assert day("Jan 1", date(2025, 12, 31)) == (date(2026, 1, 1), False)
    assert day("March 1", date(2025, 10, 28)) == (date(2025, 3, 1), False)
    assert day("Feb 29", date(2024, 3, 1)) == (date(2024, 2, 29), False)
    assert day("Oct 27", None) == (None, False)
    assert day("Oct 27, 2025", None) == (date(2025, 10, 27), True)


@pytest.mark.parametrize(
    ("text", "byline", "agency"),
    [
        ("They met in Beijing. (Reuters)", None, "Reuters"),
        ("They met.\n© 2025 AFP", None, "AFP"),
        ("They met. – Bernama", None, "Bernama"),
        ("They met.\nCopyright 2025 The Associated Press. All rights reserved.", None, "AP"),
        ("They met.\n(Reporting by A in Paris; Editing by B)", "Reuters", "Reuters"),
        ("They met.\n(With inputs from ANI)", None, None),
        ("They met.", "By Ana Lee, Reuters", "Reuters"),
        ("They met.", "BO CHAN Associated Press", "AP"),
        ("They met.", "Reuters, AFP", None),
        ("They met.", "MAP Maker", None),
        ("They met the AP.", "Ana Lee", None),
        ("", None, None),
    ],
)
def test_agency_at_the_end_or_in_the_byline(
    text: str, byline: str | None, agency: str | None
) -> None:
    assert find_agency(text, byline) == agency


@given(
    st.text(st.sampled_from("ABCabc ,.-—:()/[]\n127OctReuters"), max_size=300),
    st.none() | st.dates(),
)
def test_any_text_has_a_dateline_within_it_or_none(text: str, published: date | None) -> None:
    found = find_dateline(text, published)
    assert found is None or 0 < found.end <= len(text)
    find_agency(text, text)
