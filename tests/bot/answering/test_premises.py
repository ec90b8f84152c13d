"""What a question takes for granted is said by the sources, or it is not answered."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answered, Declined, Missing, MissingKind
from bot.answering.premises import false_premise
from bot.answering.understand import understand
from bot.card import card
from bot.terminal import plain
from bot.texts import load as load_texts
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, case_note, source

TEXTS = load_texts()


@pytest.mark.parametrize(
    ("question", "declined"),
    [
        ("Waarom stopte Zeist met de markt?", True),
        ("Waarom is Zeist gestopt met de markt?", True),
        ("waarom stopte zeist met de markt", True),
        ("waarom helpt de centrale bij de markt in zeist", False),
        ("Waarom helpt de centrale bij de markt in Zeist?", False),
        ("Waarom sluit Zeist de markt om tien uur?", False),
        ("waarom nodigt zeist de bezoekers van de markt uit", False),
        ("De markt in Zeist sluit om tien uur, waarom?", False),
        ("Waarom heeft Zeist de markt geschrapt?", True),
        ("Waarom heeft Zeist een markt die tot tien uur duurt?", False),
    ],
)
def test_why_of_a_place_needs_a_source_that_says_that_it_is_so(
    question: str, *, declined: bool
) -> None:
    told = article(
        "Markt",
        "De centrale helpt bij de markt in Zeist, omdat de gemeente dat vraagt. De markt in Zeist"
        " sluit om tien uur. Bezoekers van de markt in Zeist zijn uitgenodigd.",
    )
    other = article("Kermis", "In Ede stopte de kermis, want het regende.")
    sources = [source(told, "markt"), source(other, "kermis")]

    exchange, _ = Answerer(Shelf(*sources), b"key").answer(question)

    answer = exchange.answer
    assert (isinstance(answer, Declined) and answer.detail == "assumed") is declined


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("Geeft Zeist subsidie voor begeleiding?", "elsewhere"),
        ("geeft zeist subsidie voor begeleiding", "elsewhere"),
        ("Geeft Utrecht subsidie voor begeleiding?", None),
        ("geeft utrecht subsidie voor begeleiding", None),
        ("Begeleidt Anna Bos de clubs dan niet in Zeist?", None),
        ("Geeft een gemeente subsidie voor begeleiding?", None),
        ("Komt er nog een bijeenkomst voor ouders in Zeeland?", None),
        ("Komt er nog een bijeenkomst voor ouders in Zeist?", "elsewhere"),
    ],
)
def test_what_is_told_of_one_place_is_no_answer_about_another(
    question: str, detail: str | None
) -> None:
    told = article(
        "Twee steden",
        "Utrechtse subsidie is er voor begeleiding. Zeist heeft clubs. Anna Bos begeleidt"
        " de clubs in Utrecht.\n\nIn Zeeland en Utrecht was er een kring. Er komt nog een"
        " bijeenkomst voor ouders.",
    )

    exchange, _ = Answerer(Shelf(source(told)), b"key").answer(question)

    answer = exchange.answer
    assert (answer.detail if isinstance(answer, Declined) else None) == detail
    if detail:
        assert TEXTS.get("nl", f"declined.{detail}") in plain(card(exchange, TEXTS))


@pytest.mark.parametrize(
    ("question", "declined"),
    [
        ("Wie schreef het artikel over de clubs?", True),
        ("wanneer stuk over clubs geplaatst", True),
        ("When was the article on clubs published?", True),
        ("Wie is de auteur van het artikel over kermis?", False),
        ("Wie schreef een reactie op het artikel over clubs?", False),
        ("Wanneer startte het onderzoek naar clubs?", False),
    ],
)
def test_who_wrote_an_article_and_when_is_only_answered_by_a_text_that_says_so(
    question: str, *, declined: bool
) -> None:
    text = (
        "In 2021 schreef Anna Bos een plan voor clubs. In 2022 startte het onderzoek naar clubs."
    )
    sources = [source(article("Clubs", text), "clubs")]
    if "kermis" in question:
        sources.append(source(article("Kermis", "Dit artikel schreef Berend Olthof."), "kermis"))

    exchange, _ = Answerer(Shelf(*sources), b"key").answer(question)

    answer = exchange.answer
    assert (isinstance(answer, Declined) and answer.detail == "of_source") is declined
    if declined:
        said = TEXTS.get(exchange.language, "declined.of_source")
        assert said in plain(card(exchange, TEXTS))


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Van wanneer is het stuk van Cor Vos?", ("“Clubs”", "2022", "Cor Vos")),
        ("Wie schreef het artikel van Zwier?", ("“Kermis”", "Kenniscentrum Zwier", "onbekend")),
        ("Wie schreef het artikel waarin de kermis draait?", ("“Kermis”",)),
    ],
)
def test_who_asks_for_the_maker_of_a_source_is_told_what_is_known_of_it(
    question: str, shown: tuple[str, ...]
) -> None:
    made = {"authors": ("Cor Vos",), "published": "2022-03-01"}
    clubs = article("Clubs", "Clubs bedanken Cor Vos.", **made)
    fair = article("Kermis", "De kermis draait.", publisher="Kenniscentrum Zwier")
    shelf = Shelf(source(clubs, "clubs"), source(fair, "kermis"))

    exchange, _ = Answerer(shelf, b"key").answer(question)

    assert isinstance(exchange.answer, Declined)
    assert all(each in plain(card(exchange, TEXTS)) for each in shown)


def test_a_place_that_a_source_is_about_is_not_taken_for_who_published_another() -> None:
    plan = article("Nota", "De nota gaat over groen.", publisher="Gemeente Zeist")
    fair = article("Kermis", "De kermis in Zeist draait.", publisher="Kenniscentrum Zwier")
    shelf = Shelf(source(fair, "kermis"), source(plan, "nota"))

    exchange, _ = Answerer(shelf, b"key").answer(
        "Wie schreef het artikel over de kermis in Zeist?"
    )

    assert "“Kermis”" in plain(card(exchange, TEXTS))


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("De stichting Malkander helpt clubs in Zeist.", True),
        ("In Zeist worden clubs goed geholpen.", False),
    ],
)
def test_which_organisation_of_a_place_does_a_thing_is_told_by_a_line_that_names_it(
    text: str, *, answers: bool
) -> None:
    shelf = Shelf(source(article("Hulp", text)))

    exchange, _ = Answerer(shelf, b"key").answer("Welke organisatie helpt clubs in Zeist?")

    assert isinstance(exchange.answer, Declined) is not answers


@pytest.mark.parametrize(("place", "answers"), [("Zeist", True), ("Ede", False)])
def test_a_source_of_one_place_may_compare_it_with_another(place: str, *, answers: bool) -> None:
    note = case_note(
        "Markt", "Net als Zwolle helpt de gemeente de markt.", municipalities=("Zeist",)
    )

    exchange, _ = Answerer(Shelf(source(note)), b"key").answer(
        f"Hoe helpt de gemeente {place} de markt?"
    )

    assert isinstance(exchange.answer, Answered) is answers


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("Wat vindt de wethouder van Ede van een coach?", "wethouder van Ede"),
        ("Wat wil de provincie Ede met een coach?", "provincie Ede"),
        ("Wat wil de burgemeester van de gemeente Ede?", "burgemeester van de gemeente Ede"),
        ("Wat vinden de clubs van Ede van een coach?", None),
        ("Wat doet de gemeente Ede met een coach?", None),
        ("Wat is de rol van Ede bij clubs met een coach?", None),
        ("Welke afspraken maakt Ede met een coach?", None),
        ("Waarom werkt Ede met een coach voor clubs in de sport?", None),
        ("Wat vindt de wethouder van Den Haag van een coach?", "wethouder van Den Haag"),
        ("Wat vindt de wethouder van Alphen aan den Rijn?", "wethouder van Alphen aan den Rijn"),
        ("Wat wil de provincie bergen op zoom met een coach?", "provincie bergen op zoom"),
        ("Wat doet de gemeente Den Haag met een coach?", None),
        ("Wie is wethouder in Ede?", "wethouder in Ede"),
        ("Wat vinden de clubs in Ede van een coach?", None),
        ("Wat vindt een wethouder de Ede-coach?", None),
        ("Wat vinden de clubs van Bergen op Zoom van een coach?", None),
    ],
)
def test_what_a_place_is_said_to_have_is_named_where_nothing_speaks_of_it(
    question: str, lacks: str | None
) -> None:
    work = "werkt nu met een coach omdat de clubs dat vroegen."
    places = ("Ede", "Den Haag", "Alphen aan den Rijn", "Bergen op Zoom")
    told = [source(article(each, f"{each} {work}")) for each in places]
    other = article("Elders", "De wethouder en de burgemeester willen meer clubs.")
    bot = Answerer(Shelf(*told, source(other, "elders")), b"key")

    answer = bot.answer(question)[0].answer

    wanted = Missing(MissingKind.SUBJECT, (lacks,)) if lacks else None
    assert (answer.missing if isinstance(answer, Declined) else None) == wanted
    assert isinstance(answer, Answered) is (lacks is None)


def test_what_says_most_of_a_question_tells_whose_it_is() -> None:
    told = article(
        "Twee steden",
        "Zeist waardeert de vrijwilligers in Zeist."
        " Met een feest bedankt Utrecht de vrijwilligers.",
    )
    bot = Answerer(Shelf(source(told)), b"key")

    there, elsewhere = (
        bot.answer(f"Hoe bedankt {place} de vrijwilligers in {place} met een feest?")[0].answer
        for place in ("Utrecht", "Zeist")
    )

    assert isinstance(there, Answered)
    assert isinstance(elsewhere, Declined)
    assert elsewhere.detail == "elsewhere"


def test_a_word_at_the_start_of_a_sentence_does_not_tell_of_another_place() -> None:
    told = article("Wijken in Ede", "Kampen helpen de clubs van Ede aan vrijwilligers.")

    answer = Answerer(Shelf(source(told)), b"key").answer("Wat helpt de clubs van Ede?")[0].answer

    assert isinstance(answer, Answered)


def test_why_asked_on_a_place_without_more_is_answered_or_declined() -> None:
    told = article("Markt", "De markt in Zeist sluit om tien uur, want dan slaapt de buurt.")
    answerer = Answerer(Shelf(source(told)), b"key")
    _, turn = answerer.answer("Hoe laat sluit de markt in Zeist?")

    exchange, _ = answerer.answer("Waarom?", turn)

    assert exchange.understood_as == "Waarom (hoe laat sluit de markt in Zeist)?"
    assert exchange.answer


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("wat doet anna bos in zeist", "In Zeist zijn clubs. Anna Bos helpt in Ede.", "Anna Bos"),
        ("wat doet de voedselbank in zeist", "De Voedselbank helpt clubs in Ede.", None),
        ("Wat doet Anna Bos in Zeist?", "Anna Bosman helpt clubs in Ede.", None),
    ],
)
def test_only_a_person_whom_the_sources_name_is_in_the_wrong_place(
    question: str, text: str, name: str | None
) -> None:
    hits = Shelf(source(article("Clubs", text))).find(question, "nl").hits

    wrong = false_premise(understand(question), hits)

    assert (wrong.premise.name if wrong else None) == name


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("De voorzitter van de club is Cor Vos.", True),
        ("De voorzitter van de club is Anna Bos.", False),
    ],
)
def test_who_somebody_is_is_told_by_what_names_that_person(text: str, *, answers: bool) -> None:
    shelf = Shelf(source(article("Club", text, authors=("Cor Vos",))))

    exchange, _ = Answerer(shelf, b"key").answer("Wie is Cor Vos?")

    assert isinstance(exchange.answer, Answered) is answers
