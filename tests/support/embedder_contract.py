"""What every embedder must do, as tests: the large model and its small double both pass them."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.embedder import Embedder

TEXTS = (
    "De gemeente steunt de buurtvereniging met een zaal.",
    "Een zwembad zoekt toezicht. Het rooster is leeg! Wie helpt er mee?",
    "Rules for allowances changed in January.",
    "Ja.",
)
SPANS: tuple[list[tuple[int, int]], ...] = (
    [(0, 11), (12, 51)],
    [(0, 27), (28, 48), (49, 66)],
    [],
    [(0, 3)],
)
ODD = (
    "",
    "   \n\t ",
    "🙂👨‍👩‍👧🇳🇱",
    "½ €5,– café cafe\u0301 ĲSSELMEER ﬁets",
    "日本語 العربية",
    "a\x00b\x01c",
    "<s> </s> <pad> query: passage: ",
    "half \ud800 of a pair",
    "\u200b\u00ad\ufeff",
)


class EmbedderContract:
    """Inherit, and give a fixture `embedder`."""

    def test_rows_are_float32_of_length_one(self, embedder: Embedder) -> None:
        rows = embedder.embed_passages(TEXTS)

        assert rows.shape == (len(TEXTS), embedder.dimension)
        assert rows.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)

    def test_a_question_is_one_row_of_length_one(self, embedder: Embedder) -> None:
        row = embedder.embed_query("Wie steunt de buurt?")

        assert row.shape == (embedder.dimension,)
        assert row.dtype == np.float32
        assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)

    def test_rows_come_in_the_order_of_the_texts(self, embedder: Embedder) -> None:
        forward, backward = embedder.embed_passages(TEXTS), embedder.embed_passages(TEXTS[::-1])

        np.testing.assert_allclose(forward, backward[::-1], atol=1e-4)
        assert (forward @ forward.T < 0.999).sum() == len(TEXTS) * (len(TEXTS) - 1)

    def test_the_same_text_gives_the_same_row_within_a_batch_and_again(
        self, embedder: Embedder
    ) -> None:
        rows = embedder.embed_passages([TEXTS[0], TEXTS[1], TEXTS[0]])

        np.testing.assert_array_equal(rows[0], rows[2])
        np.testing.assert_array_equal(rows, embedder.embed_passages([TEXTS[0], *TEXTS[1::-1]]))

    def test_a_row_does_not_depend_on_its_batch(self, embedder: Embedder) -> None:
        together = embedder.embed_passages(TEXTS)
        alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])

        np.testing.assert_allclose(together, alone, atol=1e-4)

    def test_no_texts_give_no_rows(self, embedder: Embedder) -> None:
        assert embedder.embed_passages([]).shape == (0, embedder.dimension)
        assert embedder.embed_passages([]).dtype == np.float32
        assert embedder.embed_with_sentences([], []) == []

    def test_a_text_has_its_own_row_and_then_one_a_sentence(self, embedder: Embedder) -> None:
        parts = embedder.embed_with_sentences(TEXTS, SPANS)

        assert [part.shape for part in parts] == [
            (1 + len(spans), embedder.dimension) for spans in SPANS
        ]
        np.testing.assert_allclose(
            np.stack([part[0] for part in parts]), embedder.embed_passages(TEXTS), atol=1e-4
        )
        for part in parts:
            np.testing.assert_allclose(np.linalg.norm(part, axis=1), 1, atol=1e-5)

    def test_a_sentence_that_is_the_whole_text_has_its_row(self, embedder: Embedder) -> None:
        (rows,) = embedder.embed_with_sentences(["Ja."], [[(0, 3)]])

        np.testing.assert_allclose(rows[0], rows[1], atol=1e-4)

    def test_a_span_of_white_space_gets_the_row_of_the_whole_text(
        self, embedder: Embedder
    ) -> None:
        (rows,) = embedder.embed_with_sentences(["Een  twee"], [[(3, 5), (4, 4)]])

        np.testing.assert_array_equal(rows[1], rows[0])
        np.testing.assert_array_equal(rows[2], rows[0])

    @pytest.mark.parametrize("span", [(-1, 2), (0, 4), (2, 1)])
    def test_a_span_outside_its_text_is_refused(
        self, embedder: Embedder, span: tuple[int, int]
    ) -> None:
        with pytest.raises(ValueError, match="outside"):
            embedder.embed_with_sentences(["Ja."], [[span]])

    def test_texts_and_spans_that_do_not_pair_are_refused(self, embedder: Embedder) -> None:
        with pytest.raises(ValueError, match="shorter"):
            embedder.embed_with_sentences(["Ja.", "Nee."], [[]])

    @pytest.mark.parametrize("text", ODD)
    def test_any_text_has_a_row(self, embedder: Embedder, text: str) -> None:
        rows = np.stack([embedder.embed_query(text), embedder.embed_passages([text])[0]])

        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)

    @given(texts=st.lists(st.text(max_size=20), max_size=4))
    @settings(
        max_examples=15,
        deadline=None,
        # Both classes that inherit run this by themselves, and an embedder keeps nothing.
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
        ],
    )
    def test_any_texts_have_a_row_each(self, embedder: Embedder, texts: list[str]) -> None:
        rows = embedder.embed_passages(texts)

        assert rows.shape == (len(texts), embedder.dimension)
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)

    @pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\ufeff"])
    def test_invisible_characters_in_a_word_change_nothing(
        self, embedder: Embedder, invisible: str
    ) -> None:
        plain, broken = embedder.embed_passages(
            ["Het buurthuis is open.", f"Het buurt{invisible}huis is open."]
        )

        np.testing.assert_array_equal(plain, broken)

    def test_what_shares_words_with_a_question_lies_nearer_than_what_does_not(
        self, embedder: Embedder
    ) -> None:
        question = embedder.embed_query("Wie houdt er toezicht in het zwembad?")

        cosines = embedder.embed_passages(TEXTS) @ question

        assert int(cosines.argmax()) == 1
