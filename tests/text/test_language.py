"""English is told from other languages."""

from __future__ import annotations

import pytest

from communique.text.language import declared, is_english_tag, judge

ENGLISH = (
    "The foreign ministers of the two countries met in Geneva on Monday and agreed that talks on "
    "a new trade treaty would be held in the spring, officials who were there said. It was the "
    "first time that they had spoken since the tariffs were raised in March, and both of them "
    "said that more was to be done."
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les ministres des deux pays se sont rencontrés à Genève et ils ont dit que les "
         "discussions sur le nouveau traité de commerce seront tenues dans la capitale au "
         "printemps avec les représentants de tous les pays qui ont signé cet accord en mars."),
        ("de", "Die Minister der beiden Länder haben sich am Montag in Genf getroffen und sie "
         "haben gesagt, dass die Gespräche über das neue Abkommen im Frühjahr nach dem Treffen in "
         "der Stadt mit den anderen Staaten geführt werden, wenn auch der Rat es will und kann."),
        ("es", "Los ministros de los dos países se reunieron en Ginebra y dijeron que las "
         "conversaciones sobre el nuevo tratado de comercio se harán en la capital en la "
         "primavera con los representantes de todos los países que ya lo han firmado, se sabe."),
        ("nl", "De ministers van de twee landen zijn op maandag in Genève bij elkaar gekomen en "
         "hebben gezegd dat de gesprekken over het nieuwe verdrag in het voorjaar worden gehouden, "
         "maar ook dat er nog niet is besloten om met de andere landen over de zaak te spreken."),
        ("id", "Para menteri dari dua negara itu bertemu di Jenewa pada hari Senin dan mereka "
         "mengatakan bahwa pembicaraan untuk perjanjian yang baru akan dilakukan di ibu kota "
         "dengan wakil dari negara yang telah menandatangani perjanjian itu pada "
         "bulan Maret lalu, dan juga untuk para menteri yang tidak hadir pada hari itu."),
    ],
)  # fmt: skip
def test_other_languages_are_named(language: str, text: str) -> None:
    verdict = judge(text)
    assert (verdict.is_english, verdict.other) == (False, language)


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("Cyrillic", "Министры иностранных дел двух стран встретились в Женеве в понедельник."),
        ("Arabic", "التقى وزراء خارجية البلدين في جنيف يوم الاثنين واتفقوا على مواصلة المحادثات"),
        ("Cjk", "两国外长星期一在日内瓦举行会谈，双方同意在春天就新的贸易协定继续举行谈判。"),
    ],
)
def test_other_scripts_are_named(script: str, text: str) -> None:
    verdict = judge(text)
    assert (verdict.is_english, verdict.other) == (False, script)


def test_english_prose_is_english() -> None:
    assert judge(ENGLISH).is_english is True


def test_english_with_foreign_words_is_english() -> None:
    assert judge(ENGLISH + " «Мы будем говорить», he said: 我们会继续谈判。").is_english is True


def test_a_short_text_is_not_judged_by_its_words() -> None:
    assert judge("Ministers meet in Geneva.").is_english is None
    assert judge("Les ministres se rencontrent à Genève.").is_english is None
    assert judge("").is_english is None


def test_a_list_of_names_is_not_refused_for_want_of_function_words() -> None:
    names = "The nominees: " + ", ".join(f"Ana Lee of Ohio and Bo Chan {n}" for n in range(20))
    assert judge(names).is_english is not False


def test_declared_languages() -> None:
    tags = {tag: declared(tag) for tag in ("English", "eng", "EN_gb", "en", "fr", "", "und")}
    assert tags == {
        "English": "en",
        "eng": "en",
        "EN_gb": "en-gb",
        "en": "en",
        "fr": "fr",
        "": None,
        "und": None,
    }
    assert is_english_tag("en-gb")
    assert not is_english_tag("fr")
