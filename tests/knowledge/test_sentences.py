import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.sentences import sentences

# One text a line; "|" stands where a sentence ends and the next begins.
BOUNDARIES = """
De gemeente vraagt rond. |Daarna kiest zij.
Wie helpt mee? |Iedereen! |Ook u.
Zie art. 2.1.1 Wmo 2015 en nr. 5 van de bijlage. |Daar staat meer.
Clubs (o.a. FC Zon en koor De Maan) doen mee. |Dat helpt.
Sport, cultuur, groen enz. hebben vrijwilligers nodig.
Sport, cultuur, groen enz. |De gemeente steunt ze.
Bijv. Zonneveld en Maanstad doen het d.w.z. zij proberen het.
Wethouder J.P. de Boer opent het feest. |Mevr. A. Jansen sluit het.
Prof. dr. K. de Wit en drs. L. Smit schreven het. |Het is goed.
In de V.S. is dat anders. |Hier niet.
Kies plan B. |Dat is beter.
Het kost € 2.500,50 per jaar. |Dat is 3.5 procent meer.
Het was op 25 nov. 2021 om 10.30 uur. |Toen regende het.
In 2021. |Daarna niet meer.
Zie www.voorbeeld.nl voor meer. |Of bel.
‘Het werkt.’ |De voorzitter is blij.
‘Het werkt’, zegt zij. |‘Echt waar.’
“Mag dat?” vroeg hij. |“Ja!” riep zij.
Zij zei: ‘Ik wil dat ook.’ |Toen ging zij.
Dit ging goed (zie p. 12). |Dat ook.
(Dit hoort erbij. En dit ook.) |De rest staat los.
Het is (echt! heus waar) zo. |Mooi.
De club zocht… en vond iemand. |Klaar.
De club zocht… |Niemand kwam.
't Is laat. |'s Avonds is het rustig. |’s Morgens niet.
1. Vraag rond. |Luister goed.
De lijst van 2021 t/m 2023 is er. |Nieuw is beter.
Het gaat m.b.t. Zonneveld goed. |En i.v.m. corona ook.
De stichting (St. Maan) is van Dhr. Bakker. |Hij is weg.
Het budget is max. 500 euro en min. 100 euro. |Meer niet.
We told the council, e.g. by letter. |It worked.
That is, i.e. nearly always, true. |No. 5 is out.
He said no. |Then he left.
See Smith et al. (2019) for more. |Dr. Hill agrees.
The meeting is at 3 p.m. on Friday. |Come early.
The U.S. model is older. |Ours is new.
Mr. and Mrs. Hill, Ms. Lee vs. the town. |They won.
Zij vroeg om tijd, geld, etc. |Dat kwam er.
Wat nu?! |Niets.
Het heet ‘Samen.’ |Zo heet het.
Art. 5 en blz. 12, 13 e.v. zijn nieuw. |Lees ze.
Het is ca. 12 km en evt. 13. |Verder niet.
De dag eindigt om 17.00 uur. |12 mensen bleven.
Hij las hfst. IV en par. 3. |Daarna sliep hij.
Dat is nodig.|De gemeente helpt. |Het kan!|Wij doen mee.
Zie www.voorbeeld.nl.In het dorp kent men a@b.nl.De site is nieuw.
"""
LINES = BOUNDARIES.strip().split("\n")


@pytest.mark.parametrize("line", LINES)
def test_a_sentence_ends_where_a_reader_would_end_it(line: str) -> None:
    text = line.replace("|", "")

    assert [text[start:end] for start, end in sentences(text)] == [
        part.strip() for part in line.split("|")
    ]


def test_a_blank_line_ends_a_sentence_and_a_line_feed_does_not() -> None:
    text = "Zonder punt\n\nNog een\nen verder"

    assert [text[a:b] for a, b in sentences(text)] == ["Zonder punt", "Nog een\nen verder"]


def test_no_break_spaces_separate_sentences_and_stay_outside() -> None:
    text = "Dit is zo.\u00a0\u00a0Dat ook.\u00a0"

    assert [text[a:b] for a, b in sentences(text)] == ["Dit is zo.", "Dat ook."]


@pytest.mark.parametrize("text", ["", " \n\u00a0\n\n "])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert sentences(text) == []


prose = st.text(
    st.sampled_from("aB1 .?!…‘’“”()[]'\n\u00a0") | st.characters(codec="utf-8"), max_size=200
)


@given(prose)
@example("... ... A. b. (C. D")
def test_sentences_are_in_order_and_leave_only_white_space(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()
