"""The two real articles, added by the command and asked about; four of their words at most."""

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.wiring import ReadingRoom
from index.embedder import Embedder
from knowledge.model import SourceKind
from tests.support.fragments import selected
from tests.support.library import contract, opened, quotations

GOLD = Path(__file__).parents[1] / "gold"
FURNITURE = re.compile(
    r"cookie|keer bekeken|social media|leestijd|\d+ reacties|profielfoto|ontdek meer|pixabay",
    re.IGNORECASE,
)

Printed = dict[str, Any]


def quotes(articles: ReadingRoom, question: str) -> list[str]:
    answer = contract(articles, question)
    assert answer["status"] == "answered"
    return [citation["quote"] for citation in answer["citations"]]


def opening(quoted: list[str], words: int = 3) -> list[str]:
    return [" ".join(quote.split()[:words]) for quote in quoted]


@pytest.fixture(scope="module")
def asked() -> list[Printed]:
    """Every seventh gold question of a kind, language and status; and what it follows on."""
    lines = (GOLD / "articles.jsonl").read_text("utf-8").splitlines()
    gold = {each["id"]: each for each in map(json.loads, lines)}
    alike = sorted(
        gold.values(), key=lambda each: (each["kind"], each["language"], each["status"])
    )
    wanted = {each["id"] for each in alike[::7]}
    for each in reversed(gold.values()):  # what it follows on stands before it
        if each["id"] in wanted and "prev" in each:
            wanted.add(each["prev"])
    return [each for each in gold.values() if each["id"] in wanted]


@pytest.fixture(scope="module")
def answers(
    articles_folder: Path, asked: list[Printed], tmp_path_factory: pytest.TempPathFactory
) -> list[Printed]:
    """What the command prints for a file of them."""
    questions = tmp_path_factory.mktemp("asked") / "questions.jsonl"
    questions.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("builtins.print", lambda line, **_: printed.append(line))
        command = ["ask", "--data", str(articles_folder), "--json", "--questions", str(questions)]
        assert main(command) == 0
    return [json.loads(line) for line in printed]


def test_two_articles_and_two_comments_are_there(articles: ReadingRoom) -> None:
    own = [source for source in articles.library.sources() if not source.metadata.derived_from]
    kinds = [source.metadata.kind for source in own]

    assert sorted(kinds) == [SourceKind.ARTICLE] * 2 + [SourceKind.COMMENT] * 2
    comments = [source for source in own if source.metadata.kind is SourceKind.COMMENT]
    assert {source.metadata.authors for source in comments} == {
        ("Frank Hoes",),
        ("Willem-Jan de Gast",),
    }
    assert len({source.parent for source in comments}) == 1


def test_they_displace_every_summary_of_them(articles: ReadingRoom) -> None:
    searched = articles.library.searchable()

    assert len(searched) == 4
    assert all(source.metadata.derived_from is None for source in searched)
    assert len(articles.library.sources()) > len(searched)


@pytest.mark.parametrize(
    "question",
    [
        "Welke cookies gebruikt deze website?",
        "Hoe vaak is het artikel bekeken?",
        "Delen op Social Media",
        "Wat is de leestijd?",
    ],
)
def test_no_furniture_is_stored_or_found(articles: ReadingRoom, question: str) -> None:
    stored = "\n".join(source.text for source in articles.library.searchable())
    found = [hit.passage.text for hit in articles.find(question, "nl").hits]

    assert FURNITURE.search(stored) is None
    assert found
    assert not any(FURNITURE.search(text) for text in found)


def test_the_five_challenges_are_quoted_in_order_under_their_lead_in(
    articles: ReadingRoom,
) -> None:
    lead_in, *items = quotes(articles, "Wat zijn de vijf uitdagingen die gemeenten zelf noemen?")

    assert lead_in.endswith("De belangrijkste zijn:")
    assert opening(items) == [
        "Het werven/behouden van",
        "Er is te",
        "Gemeenten willen vrijwilligers(organisaties)",
        "Gemeenten worstelen ook",
        "Gemeenten zoeken naar",
    ]


def test_the_three_routes_are_quoted_in_order_each_to_its_last_word(articles: ReadingRoom) -> None:
    lead_in, *items = quotes(articles, "Welke drie routes zijn er?")

    assert "drie routes" in lead_in
    assert opening(items) == ["Van visie naar", "Van binnen naar", "Samen werken aan"]
    assert [item.split()[-1] for item in items] == [
        "regisseur.",
        "netwerker.",
        "procesbegeleider.",
    ]


@pytest.mark.parametrize(
    ("question", "number", "last"),
    [
        ("Wat zijn de vier vindplaatsen van beleid?", 4, "Gemeenteambtenaren die lokaal"),
        ("Op welke drie niveaus vindt samenwerking plaats?", 3, "Cruciale rol steunpunt:"),
        ("Welke twee soorten samenhang zijn er?", 2, "Verticale samenhang is"),
        ("What are the five challenges that municipalities name?", 5, "Gemeenten zoeken naar"),
    ],
)
def test_a_list_is_quoted_whole(
    articles: ReadingRoom, question: str, number: int, last: str
) -> None:
    _, *items = quotes(articles, question)

    assert len(items) == number
    assert opening(items)[-1] == last


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Wat is horizontale samenhang?", "Horizontale samenhang is de"),
        ("Wat is verticale samenhang?", "Verticale samenhang is de"),
        ("Wat is toekomstbestendig beleid?", "Onder toekomstbestendig beleid, verstaan"),
        ("What is horizontal coherence?", "Horizontale samenhang is de"),
    ],
)
def test_a_definition_is_quoted(articles: ReadingRoom, question: str, start: str) -> None:
    assert any(quote.startswith(start) for quote in quotes(articles, question))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wie is Senja Alders?", "Senja Alders, werkzaam als"),
        ("Wie is Femke Scholten?", "beleidsadviseur Femke Scholten"),
        ("Wie is in Zeist verantwoordelijk voor het vrijwilligerswerk?", "Melle van Maanen"),
        ("Wie heeft het onderzoek gedaan?", "Verwonderzoek"),
        ("Welke website bedankt Utrechtse vrijwilligers?", "www.utrechtbedankt.nl"),
    ],
)
def test_a_name_is_quoted(articles: ReadingRoom, question: str, words: str) -> None:
    assert any(words in quote for quote in quotes(articles, question))


def test_an_english_question_about_sport_is_answered_from_the_articles(
    articles: ReadingRoom,
) -> None:
    answer = contract(articles, "How do we involve sport and culture?")

    assert (answer["status"], answer["language"]) == ("answered", "en")
    assert any("sport" in citation["quote"] for citation in answer["citations"])


@pytest.mark.parametrize(
    "question",
    [
        "Hoe laat gaat de trein naar Den Haag?",
        "Wat kost een parkeervergunning?",
        "What time does the train to The Hague leave?",
    ],
)
def test_what_the_articles_do_not_tell_is_declined(articles: ReadingRoom, question: str) -> None:
    answer = contract(articles, question)

    assert (answer["status"], answer["reason"]) == ("declined", "off_topic")
    assert answer["statements"] == answer["citations"] == []


def test_a_reader_is_quoted_only_when_readers_are_asked_for(articles: ReadingRoom) -> None:
    asked = contract(articles, "Wat vindt Frank Hoes van de subsidie?")
    not_asked = contract(articles, "Hoe afhankelijk zijn verenigingen van subsidie?")

    assert {each["source"]["kind"] for each in asked["citations"]} == {"comment"}
    assert {"code": "opinion"} in asked["warnings"]
    assert (not_asked["status"], not_asked["statements"]) == ("declined", [])
    assert {each["source"]["kind"] for each in not_asked["nearest"]} == {"comment"}


def test_a_typing_error_of_the_source_stays_as_it_is(articles: ReadingRoom) -> None:
    quoted = quotes(articles, "Hoe staat in Zeist de inwoner centraal?")

    assert any("zeten we het perspectief" in quote for quote in quoted)


def test_every_question_gets_its_line_in_order(
    answers: list[Printed], asked: list[Printed]
) -> None:
    assert len(asked) > 70
    assert [answer["id"] for answer in answers] == [each["id"] for each in asked]


def test_every_quotation_is_an_exact_slice_of_a_stored_source(
    answers: list[Printed], articles: ReadingRoom
) -> None:
    stored = {source.id: source.text for source in articles.library.searchable()}

    quoted = [each for answer in answers for each in quotations(answer)]
    assert len(quoted) > len(answers)
    for each in quoted:
        assert stored[each["source"]["id"]][each["start"] : each["end"]] == each["quote"]


def test_every_statement_is_its_quote_and_numbers_have_no_gaps(answers: list[Printed]) -> None:
    for answer in answers:
        by_number = {each["number"]: each["quote"] for each in answer["citations"]}
        used = [number for said in answer["statements"] for number in said["citations"]]

        assert list(by_number) == list(range(1, len(by_number) + 1))
        assert set(used) == set(by_number)
        assert all(
            said["text"] == by_number[said["citations"][0]] for said in answer["statements"]
        )
        assert (answer["status"] == "answered") == bool(answer["statements"])


def test_no_answer_quotes_the_same_words_twice(answers: list[Printed]) -> None:
    for answer in answers:
        spans = sorted((c["source"]["id"], c["start"], c["end"]) for c in answer["citations"])
        for one, other in itertools.pairwise(spans):
            assert one[0] != other[0] or one[2] <= other[1], answer["id"]


def test_every_link_marks_the_quote_in_the_article_and_nothing_else(
    answers: list[Printed], articles: ReadingRoom
) -> None:
    linked = [each for answer in answers for each in quotations(answer) if each["link"]]

    named = [each for each in linked if each["link"] != each["source"]["url"]]
    assert len(named) > 0.8 * len(linked)
    for each in named:
        page = articles.library.page(each["source"]["id"])
        assert each["link"].startswith(f"{each['source']['url']}#:~:text=")
        assert (selected(page, each["link"]) or "").split() == each["quote"].split()


def test_the_link_of_a_summary_marks_words_of_the_article(
    articles: ReadingRoom, data: Path, embedder: Embedder
) -> None:
    movisie = next(s for s in articles.library.searchable() if s.metadata.publisher == "Movisie")
    page = articles.library.page(movisie.id)
    lines = (GOLD / "bundled.jsonl").read_text("utf-8").splitlines()
    summaries = opened(data, embedder).ready()

    linked = {
        each["link"]
        for line in lines[::10]
        for each in quotations(contract(summaries, json.loads(line)["question"]))
        if each["link"]
    }
    summaries.close()

    assert len(linked) > 10
    for link in linked:
        assert selected(page, link), link
