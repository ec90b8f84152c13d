import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Block, BlockKind, Ground, Passage
from knowledge.passages import LIST_LENGTH, PASSAGE_LENGTH, split

WORDS = st.sampled_from(
    [
        "Clubs",
        "zoeken",
        "mensen.",
        "Hoe?",
        "‘Samen.’",
        "(o.a.",
        "sport)",
        "en",
        "e\u0301én:",
        "niet…",
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=250).map(" ".join)


@st.composite
def block(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(BlockKind))
    if kind is BlockKind.HEADING:
        return Block(kind, draw(TEXT)[:60], draw(st.integers(1, 6)))
    if kind is BlockKind.ITEM:
        marker = draw(st.sampled_from(["1.", "2.", "•", "-"]))
        return Block(kind, draw(TEXT), draw(st.integers(0, 2)), marker)
    return Block(kind, draw(TEXT))


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def items(*texts: str, ordered: bool = True, level: int = 0) -> list[Block]:
    markers = [f"{number}." if ordered else "•" for number in range(1, len(texts) + 1)]
    return [Block(BlockKind.ITEM, t, level, m) for t, m in zip(texts, markers, strict=True)]


def quoted(text: str, passage: Passage) -> list[str]:
    return [text[each.start : each.end] for each in passage.sentences]


@given(st.lists(block(), max_size=12))
def test_passages_are_slices_in_order_and_hold_their_sentences(blocks: list[Block]) -> None:
    text, passages = split("bron", blocks)

    assert unicodedata.is_normalized("NFC", text)
    end = 0
    for number, passage in enumerate(passages, start=1):
        assert passage.id == f"bron#{number}"
        assert end <= passage.start < passage.end
        assert text[passage.start : passage.end] == passage.text
        end = passage.start
        for sentence in passage.sentences:
            assert end <= sentence.start < sentence.end <= passage.end
            end = sentence.end
            lead_in = sentence.lead_in
            assert lead_in is None or 0 <= lead_in[0] < lead_in[1] <= sentence.start
        end = passage.end


@given(st.lists(block(), max_size=12))
def test_every_sentence_that_is_no_heading_stands_in_one_passage(blocks: list[Block]) -> None:
    text, passages = split("bron", blocks)

    words = " ".join("".join(quoted(text, each)) for each in passages).split()
    kept = [each.text for each in blocks if each.kind is not BlockKind.HEADING]
    assert "".join(words) == "".join(unicodedata.normalize("NFC", "".join(kept)).split())
    assert split("bron", blocks) == (text, passages)


def test_headings_stand_in_the_text_and_above_a_passage_but_not_in_it() -> None:
    blocks = [
        paragraph("Vooraf."),
        heading("Sport"),
        heading("Clubs", 3),
        paragraph("Zij doen mee."),
        heading("Cultuur"),
        paragraph("Koren ook."),
    ]

    text, passages = split("bron", blocks)

    assert text == "Vooraf.\n\nSport\n\nClubs\n\nZij doen mee.\n\nCultuur\n\nKoren ook."
    assert [(each.heading, each.text) for each in passages] == [
        ((), "Vooraf."),
        (("Sport", "Clubs"), "Zij doen mee."),
        (("Cultuur",), "Koren ook."),
    ]


def test_a_list_is_kept_with_its_lead_in() -> None:
    blocks = [
        paragraph("Dit is vooraf. Drie dingen helpen:"),
        *items("Bel.", "Vraag. Luister.", "Doe."),
    ]

    text, (passage,) = split("bron", blocks)

    assert passage.text.endswith("1. Bel.\n2. Vraag. Luister.\n3. Doe.")
    assert [(text[s.start : s.end], s.item, s.list_id) for s in passage.sentences] == [
        ("Dit is vooraf.", None, None),
        ("Drie dingen helpen:", None, None),
        ("Bel.", 0, 1),
        ("Vraag.", 1, 1),
        ("Luister.", 1, 1),
        ("Doe.", 2, 1),
    ]
    leads = {text[slice(*s.lead_in)] for s in passage.sentences if s.lead_in}
    assert leads == {"Drie dingen helpen:"}


def test_a_paragraph_that_announces_nothing_is_no_lead_in() -> None:
    _, (passage,) = split("bron", [paragraph("Zo is het."), *items("Bel.", "Vraag.")])

    assert [each.lead_in for each in passage.sentences] == [None, None, None]


def test_bullets_below_numbers_and_numbers_that_start_again_are_lists_of_their_own() -> None:
    blocks = [
        *items("Een.", "Twee."),
        *items("Rood.", ordered=False),
        *items("Nog een.", "Nog twee."),
    ]
    again = [*items("Een.", "Twee."), *items("Weer een.")]

    for found in (blocks, again):
        _, passages = split("bron", found)
        places = [(s.list_id, s.item) for each in passages for s in each.sentences]
        assert (
            places
            == {5: [(0, 0), (0, 1), (2, 0), (3, 0), (3, 1)], 3: [(0, 0), (0, 1), (2, 0)]}[
                len(found)
            ]
        )


def test_a_list_of_numbers_goes_on_below_a_text_that_stands_in_it() -> None:
    first, second, third = items("Vraag rond.", "Kies samen.", "Vier het.")
    blocks = [paragraph("Er zijn drie stappen:"), first, paragraph("Neem de tijd."), second]
    blocks += [paragraph("Dat kost een avond."), third, paragraph("En dan:"), *items("Begin.")]
    text, (passage,) = split("bron", blocks)

    steps = [each for each in passage.sentences if each.item is not None]
    assert [(each.list_id, each.item) for each in steps] == [(1, 0), (1, 1), (1, 2), (7, 0)]
    assert [text[slice(*each.lead_in)] for each in steps if each.lead_in] == [
        *["Er zijn drie stappen:"] * 3,
        "En dan:",
    ]


def test_below_a_heading_numbers_open_a_list_of_their_own() -> None:
    one, two = items("Vraag rond.", "Kies samen.")
    _, passages = split("bron", [one, paragraph("Neem de tijd."), heading("Verder"), two])

    assert [s.list_id for each in passages for s in each.sentences] == [0, None, 3]


def test_a_list_within_a_list_is_led_in_by_the_item_above_it() -> None:
    blocks = [
        *items("Sport."),
        *items("Voetbal.", "Korfbal.", level=1),
        Block(BlockKind.ITEM, "Zang.", 0, "2."),
    ]

    text, (passage,) = split("bron", blocks)

    assert [(s.list_id, s.item) for s in passage.sentences] == [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert [text[slice(*s.lead_in)] if s.lead_in else "" for s in passage.sentences] == [
        "",
        "Sport.",
        "Sport.",
        "",
    ]
    assert "\n  1. Voetbal." in text


def test_a_list_longer_than_a_passage_stays_whole_up_to_its_own_limit() -> None:
    blocks = [paragraph("Vier dingen:"), *items(*["Woorden " * 45 + "zijn er."] * 4)]

    _, (passage,) = split("bron", blocks)

    assert PASSAGE_LENGTH < len(passage.text) <= LIST_LENGTH


def test_a_list_too_long_for_that_is_dealt_out_by_item_and_keeps_its_lead_in() -> None:
    blocks = [paragraph("Tien dingen:"), *items(*["Woorden " * 45 + "zijn er."] * 10)]

    text, passages = split("bron", blocks)

    assert len(passages) > 1
    assert all(len(each.text) <= PASSAGE_LENGTH for each in passages)
    assert passages[0].text.startswith("Tien dingen:\n\n1. ")
    found = [sentence for each in passages for sentence in each.sentences[-3:]]
    assert {text[slice(*each.lead_in)] for each in found if each.lead_in} == {"Tien dingen:"}
    assert [s.item for p in passages for s in p.sentences if s.item is not None] == list(range(10))


def test_a_long_section_is_cut_between_sentences_into_parts_of_like_length() -> None:
    _, passages = split("bron", [paragraph("Dit is een zin van een heel gewone lengte. " * 40)])

    lengths = [len(each.text) for each in passages]
    assert max(lengths) <= PASSAGE_LENGTH
    assert min(lengths) > max(lengths) / 2
    assert all(each.text.endswith("lengte.") for each in passages)


def test_grounds_go_to_their_sentences_and_must_be_one_a_sentence() -> None:
    ground = Ground("Sport", "eerste woorden", "laatste woorden")
    block = Block(BlockKind.PARAGRAPH, "Een zin. Nog een.", grounds=(ground, None))

    _, (passage,) = split("bron", [block])

    assert [each.ground for each in passage.sentences] == [ground, None]
    with pytest.raises(ValueError, match="shorter"):
        split("bron", [Block(BlockKind.PARAGRAPH, "Een zin. Nog een.", grounds=(ground,))])


def test_the_end_of_a_long_paragraph_stays_with_the_list_that_it_leads_in() -> None:
    long = "Dit is een zin van een heel gewone lengte. " * 45 + "Twee dingen helpen:"

    _, passages = split("bron", [paragraph(long), *items("Bel.", "Vraag.")])

    assert passages[-1].text.endswith("Twee dingen helpen:\n\n1. Bel.\n2. Vraag.")
    assert all(len(each.text) <= PASSAGE_LENGTH for each in passages)


def test_a_long_list_without_a_lead_in_is_dealt_out_as_well() -> None:
    _, passages = split("bron", items(*["Woorden " * 45 + "zijn er."] * 10))

    assert all(len(each.text) <= PASSAGE_LENGTH for each in passages)
    assert [s.item for p in passages for s in p.sentences] == list(range(10))
