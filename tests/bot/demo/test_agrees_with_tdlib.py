"""The emulator's verdict on texts, entities and links is TDLib's, over whatever may be sent."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.demo import entities, links
from bot.demo.entities import Entity
from bot.demo.refusals import Refused
from tests.support import tdlib

TEXTS = st.text(st.sampled_from("ab \n😀é🇳🇱\u0301"), min_size=1, max_size=12)
HOSTS = st.text(st.sampled_from("ab.:@/[]%4_é<?# 1-"), max_size=12)
LINKS = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["https://", "http://", "", "//", "tg:"]), HOSTS),
    st.sampled_from(
        ["tel:112", "http://localhost", "mailto:a@b.nl", "ftp://a.nl", "https://a.nl:99999"]
    ),
)


def styled(style: str) -> st.SearchStrategy[Entity]:
    return st.builds(Entity, st.just(style), st.integers(-1, 14), st.integers(-1, 14))


STYLES = st.sampled_from(["bold", "italic", "code", "blockquote", "expandable_blockquote"])
ENTITIES = st.lists(STYLES.flatmap(styled), max_size=4)


def refused(text: str, listed: list[Entity]) -> str | None:
    try:
        entities.accept(text, [entity.as_json() for entity in listed])
    except Refused as refusal:
        return refusal.description.removeprefix("Bad Request: ")
    return None


def normal(reason: str | None) -> str | None:
    """A reason of TDLib as the Bot API words it, without the byte offset that only TDLib knows."""
    if reason is None:
        return None
    return (reason[0].lower() + reason[1:]).partition(" at byte offset")[0]


@given(TEXTS, ENTITIES)
def test_what_tdlib_refuses_the_emulator_refuses(text: str, listed: list[Entity]) -> None:
    # Not the other way about: TDLib drops some overlapping entities before it looks at them.
    if tdlib.refusal(text, listed) is not None:
        assert refused(text, listed) is not None


@given(TEXTS, STYLES.flatmap(styled))
def test_an_entity_is_refused_exactly_when_tdlib_refuses_it_and_in_its_words(
    text: str, entity: Entity
) -> None:
    ours = refused(text, [entity])

    # TDLib lets a blank text pass here; Telegram's server does not.
    assert (None if ours == "text must be non-empty" else ours) == normal(
        tdlib.refusal(text, [entity])
    )


@given(LINKS)
@example("https://voorbeeld.nl/artikel#:~:text=vroeg%20uit,vast")
@example("https://[::1]/")
@example("https://[::g]/")
@example("https://a.nl:080/")
@example("tg://resolve?domain=a")
@example("https:/a.nl")
@example("tg://a@b")
@example("ton:http://a")
@example("https://.")
def test_links_are_refused_exactly_when_tdlib_refuses_them(url: str) -> None:
    verdict = tdlib.refusal("ab", [Entity("text_link", 0, 1, url)])

    ours = links.fault(url)

    assert (ours is None) == (verdict is None), (ours, verdict)


@given(TEXTS, ENTITIES)
def test_what_the_emulator_keeps_is_a_message_that_tdlib_takes(
    text: str, listed: list[Entity]
) -> None:
    if refused(text, listed) is None:
        kept = entities.accept(text, [entity.as_json() for entity in listed])

        assert tdlib.accepts(kept)
        assert kept.text.strip() == text.strip() or kept.entities


@given(TEXTS, ENTITIES)
def test_trimming_leaves_every_style_on_the_same_words(text: str, listed: list[Entity]) -> None:
    if refused(text, listed) is None:
        kept = entities.accept(text, [entity.as_json() for entity in listed])

        before = sorted(entity.cut(text).rstrip() for entity in listed if entity.length)
        after = sorted(entity.cut(kept.text).rstrip() for entity in kept.entities)
        assert [words for words in before if words] == [words for words in after if words]


def test_telegrams_parser_reads_html_as_the_reference_says() -> None:
    assert tdlib.parse_html("<b>Wet 😀</b> &lt;2015&gt;") == (
        "Wet 😀 <2015>",
        [("textEntityTypeBold", 0, 6)],
    )
    with pytest.raises(ValueError, match='Unsupported start tag "p"'):
        tdlib.parse_html("<p>")
