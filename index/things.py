"""What kind of thing a question asks for, what it asks it of, and which texts give such a thing.

*Hoeveel wethouders doen mee?* asks for a number, of aldermen. A number beside something else is no
answer, so whoever judges looks for both in one sentence.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index import demands, dutch


class Thing(StrEnum):
    """A kind of thing that a question can ask for, in the order in which they are looked for."""

    AMOUNT = "amount"
    SHARE = "share"
    LENGTH = "length"
    OFTEN = "often"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    PERSON = "person"
    PLACES = "places"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Demand:
    """A thing that is asked for; `of` are the folded words it is asked of, none when unclear."""

    thing: Thing
    of: tuple[str, ...] = ()


_WORD: Final = r"[^\W\d_]+"
_ONES: Final = "een|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TENS: Final = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_NUMBERS: Final = (
    rf"twee|drie|vier|vijf|zes|zeven|acht|negen|tien\w*|elf|twaalf|dertien|veertien|"
    rf"(?:vijf|zes|zeven|acht|negen)tien|(?:(?:{_ONES})en)?(?:{_TENS})|\w*(?:honderd|duizend)\w*|"
    r"miljoen\w*|miljard\w*|helft|kwart|derde|procent|anderhal(?:f|ve)|\w+enhal(?:f|ve)|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    r"hundred\w*|thousand\w*|million\w*|half|third|percent"
)
_MONTHS: Final = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)
_DAYS: Final = (
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"dagelijks\w*|wekelijks\w*|maandelijks\w*|jaarlijks\w*|daily|weekly|monthly|yearly|annually"
)
_SEASONS: Final = (
    r"\w*(?:voorjaar|najaar|zomer|herfst|winter|lente|kerst|reces)|spring|summer|autumn"
)
_UNITS: Final = (
    r"\w*jaar|jaren|maand\w*|week|weken|\w*dag|\w*dagen|\w*uur|uren|nachten|minu\w*|kwartier\w*|"
    r"years?|months?|weeks?|days?|hours?|minutes?"
)
_YEAR: Final = r"\b(?:19|20)\d\d\b"
_DAY: Final = rf"{_YEAR}|\b\d\d?[-:]\d\d?\b"
# Offices and jobs: a person who is asked for by one has a name beside it.
_ROLE: Final = (
    rf"(?:{_WORD})?(?:er|eur|or|aar|ist|ster|aris|man|vrouw|hoofd|chef|baas|ambtenaar)\b|"
    r"mayor|alderman|president"
)
_PLACES_ASKED: Final = (
    r"gemeenten?|steden|stad|plaatsen|dorpen|provincies?|regios?|regio s|"
    r"municipalit\w+|city|cities|regions?|provinces?"
)
# Behind another question word it means "if": "wat doen we wanneer vrijwilligers stoppen?".
_IF: Final = re.compile(
    r"\b(?:wat|hoe|wie|waarom|welke?|hoeveel|waar|what|how|who|why|which|where)\b.*"
    r"\b(?:wanneer|when)\b"
)

# How a question asks for each, over its folded words; "of" is what it asks it of.
_ASKED: Final = {
    Thing.AMOUNT: r"(?:wat|hoeveel) (?:.* )?(?:kost\w*|gekost)|"
    r"hoeveel (?:geld|euro\w*|subsidie|budget)|"
    r"hoe hoog (?:is|zijn|was|waren)|welke? \w*bedrag\w*|(?:wat|hoeveel) (?:.* )?verdien\w*|"
    r"how much (?:money|does|do|did|is|are|was|were|can|may)|what does .* cost|"
    r"wat (?:is|zijn|was|waren) (?:het|de) \w*(?:budget|begroting|prijs|tarief|kosten|salaris)",
    Thing.SHARE: r"(?:(?:hoeveel|welk) (?:procent|deel|gedeelte|percentage|aandeel)|"
    r"hoe groot is (?:het )?(?:deel|aandeel)|percentage|(?:what|which) (?:share|part|proportion))"
    rf"(?: (?:van|of)(?: (?:de|het|alle|the|all))? (?P<of>{_WORD}(?: {_WORD})?))?",
    Thing.LENGTH: r"hoe (?:lang|oud|snel)|how (?:long|old|soon|fast|quickly)",
    Thing.OFTEN: r"hoe vaak|how often",
    Thing.NUMBER: r"hoe groot|(?:hoeveel|aantal|how many|number of)"
    rf"(?: (?:van )?(?:de|het|alle|the|all))?(?: (?P<of>{_WORD}(?: {_WORD})?))?",
    Thing.DATE: r"welke? (?:jaar|datum|dag|maand)|(?:what|which) (?:year|date|day|month)|"
    r"hoe laat (?:is|zijn|begint|beginnen)|tot hoe laat",
    Thing.TIME: r"wanneer|when|what time",
    Thing.PERSON: r"(?:wie (?:is|was) (?:nu |momenteel |eigenlijk )?(?:de|het|onze|hun|jullie)|"
    r"hoe heet(?:te)? (?:de|het|hun|onze)|naam van (?:de|het)|who (?:is|was|s) the|"
    rf"name of the) (?:{_WORD}e |current )?(?P<of>{_ROLE})",
    Thing.PLACES: rf"(?:welke|which|what) (?P<of>{_PLACES_ASKED})",
    Thing.PAYMENT: rf"(?:wie|who) (?:betaal|vergoed|bekosti|pay|reimburse)\w*"
    rf"(?: (?:de|het|een|the|for|a|an))* (?P<of>{_WORD})",
}
# How a folded text gives each that its words alone show.
_GIVEN: Final = {
    Thing.AMOUNT: r"€|\beuros?\b|\d+,\d\d\b|\d (?:cent|mille)\b|"
    r"\b(?:gratis|kosteloos|kost niets|free)\b",
    Thing.SHARE: r"%|procent|percent|\b(?:een|\d+) op de\b|\bhelft\b|\bderde (?:van|deel)\b|"
    r"\bkwart\b|half of|\b(?:vrijwel|bijna) (?:alle|iedere|elke)\b|\b(?:meeste|\w+derheid|most)\b",
    Thing.LENGTH: rf"(?:\d|\b(?:{_NUMBERS}|een|halve)) (?:\w+ )?(?:{_UNITS})\b",
    Thing.NUMBER: rf"(?<!\d)(?!{_YEAR})\d|%|\b(?:{_NUMBERS})\b",
    Thing.OFTEN: rf"(?<!\d)(?!{_YEAR})\d|\b(?:{_NUMBERS}|{_DAYS})\b|\b\w*(?:maal|keer)\b|"
    r"\b(?:elke?|iedere?|per|every|each) (?:\w+ )?(?:dag|week|maand|kwartaal|jaar|day|month|year)"
    r"\b|\b(?:vaak|soms|zelden|nooit|regelmatig|once|twice|times|often|rarely|never|regularly)\b",
    Thing.DATE: rf"{_DAY}|\b(?:{_MONTHS}|{_DAYS})\b|\d[.:]\d\d\b|\b(?:uur|middernacht)\b",
    Thing.TIME: rf"{_DAY}|\b(?:{_MONTHS}|{_DAYS}|{_SEASONS})\b|"
    rf"\b(?:na|over|binnen|after|within) (?:\w+ ){{1,2}}(?:{_UNITS})\b|\bkwarta(?:al|len)\b|"
    rf"\b(?:{_UNITS}) (?:van tevoren|vooraf|in advance)\b|"
    r"\b(?:sinds|tijdens|vanaf|inmiddels|nadat|voordat|zodra|pas|since|during|once)\b",
}
_PAYS: Final = (
    r"\b(?:betaal|betal|vergoed|bekosti|subsidie|gesubsidi|gratis|kosteloos|kost(?:en|te)?\b|"
    r"financier|gefinancierd|sponsor|salaris|loon\b|bijdrage|fonds|euros?|pays?\b|paid|reimburse|"
    r"free of charge)"
)
_FULL_NAME: Final = re.compile(
    r"\b(?P<first>[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)*)"
    r" (?:(?:van|de|der|den|ter|ten|te|von|el) )*[A-Z][a-zà-ÿ]+"
)


def demand(question: str) -> Demand | None:
    """Return the first kind of thing that a question asks for, if it is one of `Thing`.

    >>> demand("Hoeveel landelijke kringen waren er?")
    Demand(thing=<Thing.NUMBER: 'number'>, of=('landelijke', 'kringen'))
    """
    asked = " ".join(dutch.words(question))
    for thing in Thing:
        found = re.search(rf"\b(?:{_ASKED[thing]})\b", asked)
        if found and not (thing is Thing.TIME and _IF.search(asked)):
            return Demand(thing, _of(found.groupdict().get("of") or ""))
    return None


def without(question: str) -> str:
    """Return the question without the words that ask for an amount, a number or a time."""
    for thing in _GIVEN:
        words = _ASKED[thing].replace("(?P<of>", "(?=")
        question = re.sub(rf"\b(?:{words})(?!\w)", "… ", question, flags=re.IGNORECASE)
    return " ".join(question.split())


def gives(thing: Thing, text: str, question: str) -> bool:
    """Tell whether `text` gives such a thing; a place, when the question has it not itself."""
    if thing is Thing.PERSON:
        return any(_is_person(found["first"]) for found in _FULL_NAME.finditer(text))
    if thing is Thing.PLACES:
        return bool(demands.places(text) - demands.places(question))
    if thing is Thing.PAYMENT:
        return re.search(_PAYS, dutch.fold(text)) is not None
    return re.search(_GIVEN[thing], dutch.fold(text)) is not None


def _of(phrase: str) -> tuple[str, ...]:
    """Return the noun that a phrase begins with, and the adjective before it."""
    first, *others = phrase.split() or [""]
    if not first or dutch.is_stop_word(first):
        return ()
    noun = [word for word in others if first.endswith("e") and not dutch.is_stop_word(word)]
    return (first, *noun)


def _is_person(first: str) -> bool:
    """Tell whether a name may be a person's by its first word: no *De …* or *Utrechtse …*."""
    folded = dutch.fold(first)
    return not dutch.is_stop_word(folded) and not demands.begins_with_place(folded)
