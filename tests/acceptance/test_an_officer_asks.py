"""An officer in Telegram, from `/start` to a cited answer: all is real but Telegram."""

import re

from bot.texts import load as load_texts
from knowledge import bundled
from tests.support.library import Officer

NL = load_texts().catalogues["nl"]
EN = load_texts().catalogues["en"]


async def test_from_the_start_to_a_cited_answer_with_its_sources(officer: Officer) -> None:
    welcome = await officer.asks("/start")
    answer = await officer.presses(welcome.questions[0])

    assert welcome.text.startswith(NL["start.title"])
    assert "2 samenvattingen" in welcome.text
    assert len(welcome.questions) == 3
    assert answer.message.styled("italic")[0] == "Hoe betrekken we sport en cultuur?"
    assert answer.lines
    assert all(re.search(r"(\[\d+\])+$", line) for line in answer.lines)
    assert answer.proof


async def test_what_the_start_proposes_leads_to_the_words_where_their_address_is_known(
    officer: Officer,
) -> None:
    welcome = await officer.asks("/start")

    links = [link for each in welcome.questions for link in (await officer.presses(each)).links]

    assert links
    assert all(link.startswith("https://") and "#:~:text=" in link for link in links)


async def test_every_line_stands_in_bold_in_the_passage_below_it(officer: Officer) -> None:
    answer = await officer.asks("Hoe betrekken we sport en cultuur?")

    for line in answer.lines:
        said = re.sub(r"\s*(\[\d+\])+$", "", line).removeprefix("• ")
        assert answer.quotes(said)


async def test_a_list_comes_whole_and_its_answer_says_that_it_is_a_summary(
    officer: Officer,
) -> None:
    answer = await officer.asks("Welke drie routes zijn er?")

    items = [line for line in answer.lines if line.startswith("• ")]
    assert [re.findall(r"regisseur|netwerker|procesbegeleider", item) for item in items] == [
        ["regisseur"],
        ["netwerker"],
        ["procesbegeleider"],
    ]
    assert NL["warning.digest"].format(by="VrijWijzer") in answer.text
    assert answer.cites("samenvatting door VrijWijzer")
    assert answer.cites("Hoe werken vooruitstrevende gemeenten")


async def test_a_question_without_a_source_is_declined_with_what_is_missing_and_a_next_step(
    officer: Officer,
) -> None:
    answer = await officer.asks("Wat doet Groningen voor vrijwilligers?")

    assert answer.text.startswith(NL["missing.subject"].format(words="“Groningen”"))
    assert NL["missing.next"] in answer.text
    assert answer.message.buttons == ()


async def test_a_question_about_something_else_is_declined_in_a_friendly_line(
    officer: Officer,
) -> None:
    await officer.asks("/start")
    answer = await officer.asks("Hoe laat gaat de trein naar Den Haag?")

    assert answer.text.startswith(NL["declined.off_topic"].format(example=NL["start.example_1"]))
    assert answer.proof == []


async def test_an_english_question_is_framed_in_english_and_quoted_in_dutch(
    officer: Officer,
) -> None:
    answer = await officer.asks("How do we involve sport and culture?")

    assert EN["answer.english"] in answer.text
    assert any("sport en cultuur" in words for words in answer.quoted)
    assert EN["warning.digest"].format(by="VrijWijzer") in answer.text


async def test_a_follow_up_is_read_with_the_question_before_it(officer: Officer) -> None:
    await officer.asks("Wat doet Utrecht voor vrijwilligers?")
    answer = await officer.asks("En in Zeist?")

    assert "Wat doet Zeist voor vrijwilligers?" in answer.message.styled("italic")[0]
    assert any("Zeist" in words for words in answer.quoted)


async def test_what_the_bot_knows_and_what_it_keeps_can_be_asked(officer: Officer) -> None:
    sources = await officer.asks("/bronnen")
    privacy = await officer.asks("/privacy")
    manual = await officer.asks("/help")

    examples = len(bundled.pages()) - 2
    assert (
        f"2 samenvattingen en {examples} praktijkvoorbeelden, over 2 gemeenten, uit 2021"
        in sources.text
    )
    assert len(sources.message.styled("bold")) == 1 + len(bundled.pages())
    assert NL["sources.unchecked"] in sources.text
    assert "24 uur" in privacy.text
    assert manual.text.startswith(NL["help.title"])


async def test_what_asks_nothing_gets_one_clear_line(officer: Officer) -> None:
    emoji = await officer.asks("🙂👍")
    thanks = await officer.asks("Bedankt")
    too_long = await officer.asks("Hoe? " * 800)
    unknown = await officer.asks("/vergunning")

    assert emoji.text.startswith("Stel een vraag over vrijwilligersbeleid")
    assert thanks.text == NL["declined.thanks"]
    assert "2000" in too_long.text
    assert unknown.text == NL["error.unknown_command"]
