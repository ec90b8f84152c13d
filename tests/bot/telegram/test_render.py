"""Rendering, judged by Telegram's own library where that is installed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.reply import Button, Paragraph, Reply, Span
from bot.telegram.buttons import Ways
from bot.telegram.formatted import clean, units
from bot.telegram.render import Outgoing, render
from tests.support.tdlib import refusal


def say(*spans: Span, folded: bool = False) -> Reply:
    return Reply((Paragraph(spans, folded=folded),))


def only(messages: list[Outgoing]) -> Outgoing:
    assert len(messages) == 1
    return messages[0]


def with_keys(*rows: tuple[Button, ...]) -> tuple[Reply, Ways]:
    """A reply with these buttons, and a key for each that does something."""
    reply = Reply((Paragraph((Span("a"),)),), rows)
    return reply, Ways({action: f"k.{n}" for n, action in enumerate(reply.actions)})


def seen(message: Outgoing) -> list[tuple[str, str]]:
    """The kind and the words of each entity, read as Telegram reads offsets."""
    raw = message.text.encode("utf-16-le")
    return [
        (str(e.type), raw[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le"))
        for e in message.entities
    ]


def labels(markup: InlineKeyboardMarkup | None) -> list[list[str]]:
    assert markup is not None
    return [[button.text for button in row] for row in markup.inline_keyboard]


EMPTY = "\u2800\u3164\ufffc"


def visible(text: str) -> str:
    """Without blanks, which a cut takes away, and hidden signs, which are not sent alone."""
    return "".join(c for c in text if unicodedata.category(c)[0] not in "ZC" and c not in EMPTY)


TEXTS = st.text(max_size=400) | st.text("a 😀.\n\u200b\t", max_size=9000)
LINKS = st.sampled_from(
    ["https://example.nl/a#:~:text=zo%20is", "javascript:alert(1)", "https://", "tg://user?id=1"]
)
SPANS = st.builds(
    Span, TEXTS, bold=st.booleans(), italic=st.booleans(), link=st.none() | LINKS | st.text()
)
PARAGRAPHS = st.builds(Paragraph, st.lists(SPANS, max_size=4).map(tuple), folded=st.booleans())
REPLIES = st.builds(Reply, st.lists(PARAGRAPHS, max_size=5).map(tuple))
CROWDED = st.builds(
    lambda count, word: Reply(
        (Paragraph(tuple(Span(f"{word} ", bold=i % 2 == 0) for i in range(count))),)
    ),
    st.integers(190, 450),
    st.sampled_from(["a", "😀", "één"]),
)


@given(REPLIES | CROWDED)
def test_any_reply_makes_messages_that_telegram_accepts(reply: Reply) -> None:
    for message in render(reply):
        assert refusal(message.text, message.entities) is None
        assert units(message.text) <= 4096
        assert len(message.entities) <= 100
        assert message.text.strip()


@given(REPLIES | CROWDED)
def test_the_parts_of_a_reply_hold_its_words_in_order_and_nothing_else(reply: Reply) -> None:
    said = "".join(clean(s.text) for p in reply.paragraphs for s in p.spans)

    sent = "".join(message.text for message in render(reply))

    assert visible(sent) == visible(said)


@given(st.text("ab 😀\n", min_size=1, max_size=9000))
def test_what_was_bold_stays_bold_in_every_part(text: str) -> None:
    for message in render(say(Span(text, bold=True))):
        assert seen(message) == [("bold", message.text)]


@given(st.from_regex(r"https://[a-zA-Z0-9:./?#_~%&=@-]{0,60}", fullmatch=True))
def test_every_link_that_is_sent_is_one_that_telegram_takes(link: str) -> None:
    message = only(render(say(Span("hier", link=link))))

    assert refusal(message.text, message.entities) is None


def test_styles_become_entities_counted_as_telegram_counts() -> None:
    message = only(
        render(
            say(
                Span("👩‍🌾 "),
                Span("Nodig uit", bold=True),
                Span(" of "),
                Span("lees", link="https://example.nl/a"),
                Span(" en "),
                Span("denk", italic=True),
            )
        )
    )

    assert message.text == "👩‍🌾 Nodig uit of lees en denk"
    assert seen(message) == [("bold", "Nodig uit"), ("text_link", "lees"), ("italic", "denk")]
    assert message.entities[1].url == "https://example.nl/a"


def test_paragraphs_stand_a_blank_line_apart_and_blank_ones_are_left_out() -> None:
    reply = Reply(tuple(Paragraph((Span(text),)) for text in ("Een", " \n", "", "Twee\n")))

    assert only(render(reply)).text == "Een\n\nTwee"


def test_a_folded_paragraph_is_a_quotation_that_opens_with_its_quote_in_bold() -> None:
    message = only(render(say(Span("Titel\n"), Span("De zin.", bold=True), folded=True)))

    assert seen(message) == [("expandable_blockquote", "Titel\nDe zin."), ("bold", "De zin.")]


def test_markup_in_a_text_is_text() -> None:
    message = only(render(say(Span("<b>*a*</b> &amp; [x](https://example.nl)"))))

    assert message.text == "<b>*a*</b> &amp; [x](https://example.nl)"
    assert message.entities == ()


@pytest.mark.parametrize(
    "link", ["http://example.nl", "javascript:alert(1)", "tg://resolve?domain=x", "https://nas/"]
)
def test_only_https_addresses_become_links(link: str) -> None:
    assert only(render(say(Span("hier", link=link)))).entities == ()


def test_a_long_reply_is_cut_between_paragraphs() -> None:
    paragraphs = tuple(Paragraph((Span(letter * 1500),)) for letter in "abcd")

    messages = render(Reply(paragraphs, ((Button("Bron 1", "https://example.nl/"),),)))

    assert [m.text for m in messages] == [
        "a" * 1500 + "\n\n" + "b" * 1500,
        "c" * 1500 + "\n\n" + "d" * 1500,
    ]
    assert messages[0].keyboard is None
    assert labels(messages[1].keyboard) == [["Bron 1"]]


@pytest.mark.parametrize("between", ["\n", ". ", " "])
def test_a_long_paragraph_is_cut_after_a_line_a_sentence_or_a_word(between: str) -> None:
    first, second = render(say(Span("a" * 3000 + between + "b" * 3000)))

    assert (first.text, second.text) == ("a" * 3000 + between.strip(), "b" * 3000)


@pytest.mark.parametrize(("sign", "most"), [("a", 4096), ("😀", 2048)])
def test_a_text_without_any_place_to_cut_is_cut_where_a_message_is_full(
    sign: str, most: int
) -> None:
    messages = render(say(Span(sign * 5000, bold=True)))

    assert [len(message.text) for message in messages[:-1]] == [most] * (5000 // most)
    assert "".join(message.text for message in messages) == sign * 5000
    assert all(seen(message) == [("bold", message.text)] for message in messages)


def test_a_quotation_that_is_cut_goes_on_as_a_quotation() -> None:
    messages = render(say(Span("zin. " * 2000), folded=True))

    assert len(messages) == 3
    assert all(seen(m) == [("expandable_blockquote", m.text)] for m in messages)


def test_a_blank_reply_is_no_message() -> None:
    assert render(say(Span(" \n\u200b\ufffc"))) == []


def test_an_unusable_button_is_left_out_and_a_long_label_is_cut_after_a_word() -> None:
    row = (
        Button("  "),
        Button("Bron 1", "http://example.nl/"),
        Button("Hoe werkt dit? " * 6),
        Button("Bron 2", "https://example.nl/x#:~:text=a"),
    )

    markup = only(render(*with_keys(row))).keyboard

    shown = "Hoe werkt dit? Hoe werkt dit? Hoe werkt dit? Hoe werkt dit?…"
    assert labels(markup) == [[shown, "Bron 2"]]


def test_a_keyboard_holds_a_hundred_buttons_eight_in_a_row() -> None:
    rows = tuple(tuple(Button(f"{r} {b}") for b in range(9)) for r in range(20))

    markup = only(render(*with_keys(*rows))).keyboard

    assert markup is not None
    assert sum(map(len, markup.inline_keyboard)) == 100
    assert max(map(len, markup.inline_keyboard)) == 8
    data = [button.callback_data for row in markup.inline_keyboard for button in row]
    assert len(set(data)) == 100
