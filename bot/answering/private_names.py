"""Private persons in a question: recognised by title, relation, name, age and place; taken out.

A person whom the sources name, or who stands beside a public role, is nobody's private matter.
What recognises a name is data: `private_names.toml`.
"""

import re
import tomllib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from bot.answering.model import Language
from index.demands import is_place
from index.dutch import is_stop_word
from knowledge.gazetteer import current_name

_PARTICLES: Final = (
    r"(?:(?i:van|de|der|den|ter|ten|te|'t|’t|op|von|el|al|ben|bin|du|la|le|da|dos|in)[ ’'-])"
)
_CAPITAL: Final = r"[A-ZÀ-ÞİŞĞ][\w’'-]*[^\W\d_]"
_SURNAME: Final = rf"(?:{_PARTICLES}{{0,3}}{_CAPITAL}(?:-{_CAPITAL})?)"
_AGE: Final = re.compile(
    r",? ?(?:\((?:\w+ )?\d{1,2}(?: jaar\w*| years?)?[,)]"
    r"|(?:is |van |aged |of )?\d{1,2} ?(?:jaar|years?|jr)\b"
    r"|(?:van|is|aged|,) \d{2}\b(?! ?(?:%|euro|uur|keer|mensen|vrijwilligers|[-/.]\d)))"
)
_FROM: Final = re.compile(rf",? (?:uit|from) (?:de wijk |het dorp )?(?P<place>{_CAPITAL}|\w+)")
_IN_A_PLACE: Final = re.compile(
    rf"\b(?i:in|wijk|buurt|dorp|stadsdeel|stichting|vereniging|organisatie) ({_CAPITAL})"
)
_WHO_IS: Final = re.compile(
    r"\b(?:wie|who) (?:is|was|zijn|schreef|wrote|won|heeft|has)\b", re.IGNORECASE
)
_INITIALS: Final = r"(?:[A-Z]\.[ ]?)+"
_STREET: Final = re.compile(r"(?:straat|weg|laan|plein|kade|gracht|hof|school|huis|park|kazerne)$")
_POSSESSIVE: Final = re.compile(r"['’]s?$")  # "Anna Vos's", "Kees'"
_BESIDE: Final = 2  # words between a public role and the name that it belongs to


@dataclass(frozen=True, slots=True)
class _Person:
    """A person in a text: `text[start:end]` is replaced by `instead`; `name` without title."""

    start: int
    end: int
    name: str
    instead: str
    known_privately: bool = False


def without_names(text: str, public: Container[str], language: Language) -> str | None:
    """Return the question without the names of private persons; None when it holds none.

    `public` holds names and surnames in the sources, as `names_in` gives them; it may look
    each up when it is asked.
    """
    found = [each for each in _people(text, language) if not _is_public(each, text, public)]
    if not found:
        return None
    for person in sorted(found, key=lambda each: -each.start):
        instead = person.instead if person.start else _capitalised(person.instead)
        text = text[: person.start] + instead + text[person.end :]
    return text


def has_names(text: str) -> bool:
    """Tell whether there is anything to ask `without_names` for; quick."""
    return next(_people(text, "nl"), None) is not None


def names_in(text: str) -> frozenset[str]:
    """Return the names in a text of a source, folded, and every end of one: "van maanen".

    What the text names as a place or an organisation is there behind an "in": "in overvecht".
    """
    full = re.findall(rf"{_CAPITAL}(?: {_SURNAME})+", text)
    titled = re.findall(rf"{_titles()} ({_SURNAME})", text)
    words = [name.casefold().split() for name in [*full, *titled]]
    places = (f"in {name.casefold()}" for name in _IN_A_PLACE.findall(text))
    return frozenset(" ".join(each[at:]) for each in words for at in range(len(each))).union(
        places
    )


def asks_for_private_data(text: str) -> bool:
    """Tell whether a question asks where somebody lives, or for somebody's number or address."""
    return any(pattern.search(text) for pattern in _asking())


@cache
def _asking() -> tuple[re.Pattern[str], ...]:
    """The ways in which private data is asked for; the first word may have a capital."""
    dutch, english = _any("data"), _data()["asked"]["english"]
    ask = r"\b(?i:wat|geef|heb|hebt|heeft|weet|zoek|mag|kunt|kan|hoe|welk|stuur|noem)\b[^.?!]*"
    ask_english = r"\b(?i:what|give|have|know|tell|find|need|can)\b[^.?!]*"
    expressions = (
        rf"\b(?:{dutch})\b (?:is )?(?:van|bij) {_somebody()}",
        rf"\b(?:{english}) (?:of|for) {_somebody()}",
        rf"{_CAPITAL}['’]s (?:{english})\b",
        rf"\b(?i:waar woon(?:t|en)|where do(?:es)?|waar verblijft) {_somebody()}(?: live|\W|$)",
        rf"\b(?i:hoe oud is|wanneer is|how old is|when was) {_named_somebody()}",
        # "Hoe bereik ik mijn vrijwilligers?" and "how much does Den Haag spend" ask after nobody.
        rf"\b(?i:hoe bereik ik) {_called()}",
        rf"\b(?i:wat verdient) {_named()}",
        rf"\b(?i:how much does) {_named()} (?i:earn)\b",
    )
    before = (ask, ask_english, ask_english, "", "", "", "", "")
    return tuple(re.compile(f"{b}{e}") for b, e in zip(before, expressions, strict=True))


def is_followed_by(text: str, expression: str) -> bool:
    """Tell whether what an expression finds stands behind a name that begins with a first name."""
    return _followed_by(expression).search(text) is not None


@cache
def _followed_by(expression: str) -> re.Pattern[str]:
    """What finds a name with an expression of ours behind it; of hundreds of names, made once."""
    name = rf"\b{_cased(_any('first'))}(?: {_SURNAME})?"
    return re.compile(rf"{name}(?: is| was)?[ ,(]+(?:van |op )?(?:{expression})")


def _people(text: str, language: Language) -> Iterator[_Person]:
    """Yield the persons in a text, each once, from what tells most to what tells least."""
    if not _may_name(text):
        return
    taken: list[tuple[int, int]] = []
    for pattern, instead in _patterns(language):
        for found in pattern.finditer(text):
            start, end = found.span()
            name = _POSSESSIVE.sub("", found["name"])
            end -= len(found["name"]) - len(name)
            if any(start < to and at < end for at, to in taken) or not _is_a_name(text, end, name):
                continue
            taken.append((start, end))
            privately = "relation" in pattern.groupindex
            kept = found["relation"] if privately else instead
            yield _Person(start, end, name, kept, privately)


def _may_name(text: str) -> bool:
    """Tell, quickly, whether a word or a figure is there without which nobody is recognised."""
    cues = _word_set("first") | _word_set("relations") | _title_words()
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return not cues.isdisjoint(words) or re.search(r"\b[A-Z]\.|\b\d\d\b", text) is not None


def _is_a_name(text: str, end: int, name: str) -> bool:
    """Tell whether it is no place, street, organisation or stop word."""
    last = _last_word(name).casefold()
    follows = re.match(r"[ -](\w+)", text[end:])
    after = follows[1].casefold() if follows else ""
    named_after = after in _word_set("organisations") or _STREET.search(after)
    common = _word_set("roles") | _word_set("relations") | _word_set("languages")
    ordinary = is_stop_word(last) or last in common
    return not (
        ordinary or named_after or current_name(name) or is_place(last) or _STREET.search(last)
    )


def _is_known(name: str) -> bool:
    """Tell whether a folded first name or surname is one of the lists."""
    return not (_word_set("first") | _word_set("surnames")).isdisjoint(name.split())


def _is_public(person: _Person, text: str, public: Container[str]) -> bool:
    """Tell whether sources or the question itself show a person in public."""
    name, before, behind = person.name.casefold(), text[: person.start], text[person.end :]
    if (" " in name and name in public) or _beside_a_role(before, behind):
        return True
    if person.known_privately and not _is_known(name) and f"in {name}" in public:
        return True  # "jongere Overvecht": what the sources know as a place
    place = _FROM.match(behind)
    privately = person.known_privately or _AGE.match(behind) or (place and _is_from(place))
    if privately:
        return False
    first, _, rest = name.partition(" ")
    alone = not rest or first not in _word_set("first")
    return (alone and _last_word(name) in public) or _WHO_IS.search(before) is not None


def _is_from(place: re.Match[str]) -> bool:
    return place["place"][0].isupper() or is_place(place["place"])


def _beside_a_role(before: str, behind: str) -> bool:
    nearby = re.findall(r"[\w-]+", before.casefold())[-_BESIDE:]
    after = re.match(r"[ ,(]+(?:als |as |de |het |the |een |onze )*([\w-]+)", behind.casefold())
    nearby += [after[1]] if after and behind[:4].casefold() != " en " else []
    return bool(_word_set("roles") & set(nearby))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _last_word(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What finds a person, and what is said in place of the name."""
    someone, family = ("iemand", "een familie") if language == "nl" else ("someone", "a family")
    first, last = _any("first"), _any("surnames")
    relation = rf"(?P<relation>\b(?i:{_any('relations')})),? (?:heet |genaamd |named |called )?"
    particles = r"(?:(?:van|de|der|den|ter|ten) )"
    lower = rf"(?:(?:van )?(?:de|der|den)|ter|ten) [^\W\d_]{{3,}}|{particles}*(?:{last})"
    known = rf"\b(?i:{first})\b"
    titled = rf"(?P<name>(?:{_INITIALS})?(?:{_CAPITAL} (?=(?:{_PARTICLES})*[A-Z]))?{_SURNAME})"
    house = rf"(?!van {_CAPITAL}\b)(?P<name>{_SURNAME}|{lower})\b"
    first_cased = rf"(?P<name>\b{_cased(first)}"
    # "vrijwilliger VOG": two capitals begin an abbreviation, but for IJ and names that we know.
    unless = rf"(?!(?!IJ[a-zà-ÿ]|(?i:{first}|{last}|{_PARTICLES})\b)[A-Z]{{2}})"
    named = rf"{unless}{_CAPITAL}"
    ordered = (
        (rf"{_titles()} {titled}", someone),
        (rf"{_titles()} (?P<name>{lower})\b", someone),
        (rf"{_titles('family')} {house}", family),
        (rf"{relation}(?P<name>(?:{_INITIALS})?{named}(?: {unless}{_SURNAME})?)", ""),
        (rf"{relation}(?P<name>{known}(?: (?:{last})\b)?)", ""),
        (rf"{first_cased}(?:-{_CAPITAL})? (?:{_INITIALS})?{_SURNAME})", someone),
        (rf"(?P<name>(?<![\w.]){_INITIALS}{_SURNAME})", someone),
        (rf"(?P<name>\b(?:{first}) {particles}*(?:{last}))\b", someone),
        (rf"(?P<name>\b{_CAPITAL} {_SURNAME})(?={_AGE.pattern})", someone),
        (rf"{first_cased}\b)(?=(?:{_AGE.pattern}|{_FROM.pattern}))", someone),
    )
    return tuple((re.compile(expression), instead) for expression, instead in ordered)


def _titles(which: str = "person") -> str:
    return rf"\b(?i:{'|'.join(_data()['titles'][which])})(?<=[\w.])"


def _somebody() -> str:
    """An expression for a person in the words of a question, by name or as somebody's."""
    whose, people = (
        "mijn|onze|de|het|een|uw|my|our|the|a",
        f"{_any('relations')}|{_any('holders')}",
    )
    return rf"(?:(?:(?i:{whose}) )?(?i:{people})\b(?! (?:cent|organi))|{_named_somebody()})"


def _named_somebody() -> str:
    return rf"(?:{_named()}|(?:mijn|my) \w+)"


def _named() -> str:
    return rf"(?:{_called()}|{_CAPITAL} {_SURNAME})"


def _called() -> str:
    """An expression for a person by title or first name: two capitals alone may be a group."""
    titled = rf"{_titles()} {_PARTICLES}{{0,3}}\w+"
    return rf"(?:{titled}|{_cased(_any('first'))}\b)"


def _cased(names: str) -> str:
    """An expression for a first name with its capital."""
    return rf"(?=[A-ZÀ-ÞİŞĞ])(?i:{names})"


def _any(name: str) -> str:
    """An expression for each word of an entry, longest first."""
    ordered = sorted(_word_set(name), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\-", "[ -]") for word in ordered)


@cache
def _title_words() -> frozenset[str]:
    """The words of which a title has one."""
    titles = " ".join(each for which in _data()["titles"].values() for each in which)
    return frozenset(re.findall(r"[a-z]{2,}", titles)) - {"de", "het", "the"}


@cache
def _word_set(name: str) -> frozenset[str]:
    table = next(each for each in _data().values() if name in each)
    return frozenset(table[name].split())


@cache
def _data() -> dict[str, Any]:
    file = resources.files(__package__).joinpath("private_names.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
