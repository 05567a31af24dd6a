"""Variants of a name are one person, namesakes are not."""

from __future__ import annotations

import pytest
from resolve.making import article, tables

from communique.lexicon.tables import rows
from communique.resolve.person_names import alike, parse, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("S Jaishankar", "Subrahmanyam Jaishankar"),
        ("Dr Jaishankar", "Subrahmanyam Jaishankar"),
        ("@DrSJaishankar", "S. Jaishankar"),
        ("Luiz Inácio Lula da Silva", "Luiz Inacio Lula da Silva"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Mohammed bin Salman", "Mohamed bin Salman"),
        ("Xi Jinping", "Jinping Xi"),
        ("Shinzo Abe", "Abe Shinzo"),
        ("John F. Kerry", "John Kerry"),
        ("Mevlüt Çavuşoğlu", "Mevlut Cavusoglu"),
        ("Cho Tae-yong", "Cho Taeyong"),
        ("Phil Gordon", "Philip Gordon"),
        ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi"),
    ],
)
def test_variants_of_a_name_are_alike(one, other):
    assert alike(parse(one), parse(other)) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Bush", "George H. W. Bush"),
        ("George W. Bush", "Jeb Bush"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Li Keqiang", "Li Qiang"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Salman bin Abdulaziz", "Mohammed bin Salman bin Abdulaziz"),
        ("S. Jaishankar", "K. Jaishankar"),
        ("Hillary Clinton", "Bill Clinton"),
        ("Wang Yi", "Wang Wenbin"),
        ("Ali Hassan", "Alina Hassan Vega"),
        ("Wan Yi", "Wang Yi"),
        ("Justin Trudeau", "Pierre Trudeau"),
        ("Ali Khan", "Imran Ali Khan"),
    ],
)
def test_namesakes_are_not_alike(one, other):
    assert alike(parse(one), parse(other)) == 0


def test_every_rule_of_sounds_makes_its_examples_one():
    for row in rows("name_sounds"):
        assert sound(row["example"].lower()) == sound(row["same_as"].lower()), row


def names(*texts: str, days: tuple[str, ...] = ()) -> list[str]:
    days = days or ("2025-10-25",) * len(texts)
    made = tables(
        *(article(t, d, f"Outlet {n}") for n, (t, d) in enumerate(zip(texts, days, strict=True)))
    )
    return sorted(str(p["name"]) for p in made["persons"])


def test_a_family_name_in_one_article_and_the_full_name_in_another_are_one_person():
    assert names(
        "Ruritanian Foreign Minister Tadeusz Bronkowitz said on Friday that “talks go on without a break.” "
        "Poland's Tadeusz Bronkowitz met French President Emmanuel Macron in Paris.",
        "Polish Foreign Minister Bronkowitz met French President Emmanuel Macron in Paris on Friday.",
    ) == ["Emmanuel Macron", "Tadeusz Bronkowitz"]


def test_a_family_name_that_two_persons_share_joins_neither():
    made = names(
        "Polish Foreign Minister Tadeusz Bronkowitz met French President Emmanuel Macron in Paris.",
        "Polish Trade Minister Halina Bronkowitz met French President Emmanuel Macron in Paris.",
        "Polish Minister Bronkowitz met French President Emmanuel Macron in Paris.",
    )
    assert [n for n in made if "Bronkowitz" in n] == [
        "Bronkowitz",
        "Halina Bronkowitz",
        "Tadeusz Bronkowitz",
    ]


def test_father_and_son_are_two():
    made = names(
        "U.S. President George H. W. Bush met Soviet President Mikhail Gorbachev in Helsinki on Sunday.",
        "U.S. President George W. Bush met Russian President Vladimir Putin in Crawford on Thursday.",
        days=("1990-09-09", "2001-11-15"),
    )
    assert len([n for n in made if "Bush" in n]) == 2


def test_the_office_is_the_one_held_when_it_happened():
    made = tables(
        article(
            "French President Emmanuel Macron met former German Chancellor Tillmann Overath in "
            "Berlin on Oct. 24, 2025.",
            "2026-10-25",
            "Late",
        ),
        article(
            "French President Emmanuel Macron met German Chancellor Tillmann Overath in Berlin on "
            "Oct. 24, 2025.",
            "2025-10-25",
            "Early",
        ),
    )
    row = next(p for p in made["participants"] if p["name"] == "Tillmann Overath")
    assert (row["office"], bool(row["is_former_office"])) == ("German Chancellor", False)
