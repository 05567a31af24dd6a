"""The facts of a text stand for it: its length, its words, a sample of its runs that any copy shares."""

from __future__ import annotations

from communique.text.facts import EVERY, hashed_runs, sampled, sampled_runs, text_facts, words

LONG = " ".join(f"Envoy {n} left the capital on day {n} of the talks." for n in range(40))


def test_length_is_in_code_points_and_words_are_those_between_spaces() -> None:
    facts = text_facts("Zwei Länder – one treaty.\n\n🇮🇳")
    assert (facts.chars, facts.words) == (29, 6)


def test_the_sample_comes_back_whole() -> None:
    runs = frozenset(hashed_runs([word.casefold() for word in words(LONG)]))
    assert sampled_runs(text_facts(LONG)) == sampled(runs)
    assert sampled(runs) == {one for one in runs if one % EVERY == 0} != set()


def test_a_cut_text_shares_its_sample_with_the_whole() -> None:
    cut = LONG[: len(LONG) * 2 // 3].rpartition(" ")[0]
    assert sampled_runs(text_facts(cut)) <= sampled_runs(text_facts(LONG))


def test_a_short_text_has_no_sample() -> None:
    assert (
        sampled_runs(text_facts("The two ministers met in Lima on Monday and left.")) == frozenset()
    )
