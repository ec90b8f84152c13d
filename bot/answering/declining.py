"""How a question ends that is not answered: what is missing, what comes nearest, where to look."""

from collections.abc import Sequence
from typing import Final

from bot.answering.citing import Citer
from bot.answering.evidence import candidates
from bot.answering.finder import Finder, Found
from bot.answering.lists import Span
from bot.answering.missing import missing
from bot.answering.model import Answer, Citation, Declined, DeclineReason, Reach
from bot.answering.of_source import ITS_SOURCES, OF_SOURCE, quoted_before, source_asked
from bot.answering.off_topic import is_off_topic
from bot.answering.readers import set_aside
from bot.answering.signposts import subject_of
from bot.answering.understand import Question, Wish
from bot.answering.unsaid import BY_READER
from bot.answering.wishes import asked_for, subject_asked
from index.search import Hit
from knowledge.model import SourceKind

_NEAREST: Final = 2
_ABOUT: Final = 0.3  # share of the question's words; what holds less is near nothing asked
_FAR: Final = 0.002  # probability; what comes nearest to a question this far off helps nobody


class Declining:
    """Declines questions over what a finder finds; keeps nothing between two questions."""

    def __init__(self, finder: Finder, citer: Citer) -> None:
        """`citer` makes the citations of what comes nearest."""
        self._finder = finder
        self._citer = citer

    def declined(self, question: Question, found: Found, why_not: str) -> Declined:
        """Decline: for `why_not`, as said by a reader alone, or with what is missing."""
        if question.wish is Wish.MORE:
            return Declined(DeclineReason.NO_SOURCE, "no_more")
        subject = subject_of(question.searched)
        by_reader = why_not == BY_READER or (found.readers and not subject)
        said = set_aside(question.searched, found.hits) if by_reader else ()
        if why_not or said:
            nearest = self._closest(question, said)[:1] or self._nearest(question, found)
            if why_not == OF_SOURCE:
                return self._of_source(question, nearest)
            return Declined(DeclineReason.NO_SOURCE, why_not or BY_READER, nearest=nearest)
        hits = asked_for(question, found.hits)
        whole_read = subject is None and found.reach is Reach.WHOLE
        if whole_read and is_off_topic(question, found.probability, hits):
            return Declined(DeclineReason.OFF_TOPIC)
        nearest = self._nearest(question, found)
        lacks = missing(question.understood, question.language, hits)
        if subject is None and lacks is None and _by_reader(question, nearest, hits):
            return Declined(DeclineReason.NO_SOURCE, BY_READER, nearest=nearest[:1])
        return Declined(
            DeclineReason.NO_SOURCE,
            nearest=nearest,
            signpost=subject.signpost(question.language) if subject else None,
            missing=lacks,
        )

    def _of_source(self, question: Question, nearest: Sequence[Citation]) -> Declined:
        """Decline with what is known of the source that is asked about, beside its text."""
        about = source_asked(question.searched, self._finder.known(), nearest)
        its = tuple(each for each in nearest if about in (None, each.source))
        known = () if about is None else (about,)
        return Declined(DeclineReason.NO_SOURCE, OF_SOURCE, nearest=its, about=known)

    def its_sources(self, question: Question, found: Found) -> Answer:
        """Tell what is known of the sources of the answer before, and what was quoted of them."""
        quoted = self._citer.citations(quoted_before(question.heard, found.hits))
        if not quoted:
            return subject_asked(question)
        sources = {each.source_id: each.source for each in quoted}
        about = tuple(sources.values())
        return Declined(DeclineReason.NOT_A_QUESTION, ITS_SOURCES, nearest=quoted, about=about)

    def _nearest(self, question: Question, found: Found) -> tuple[Citation, ...]:
        """Return what comes nearest, at most two; nothing for a question that is far off."""
        return () if found.probability < _FAR else self._closest(question, found.hits)

    def _closest(self, question: Question, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """Return the best of the passages that score best and hold some of what is asked."""
        evidence = candidates(question, hits, self._finder)  # what readers say as well
        least = 0.0 if question.language == "en" else _ABOUT  # few words of it can be looked for
        best = {each.hit.passage.id: each for each in reversed(evidence) if each.share >= least}
        nearest = sorted(best.values(), key=lambda candidate: -candidate.score)[:_NEAREST]
        return self._citer.citations([Span(c.hit, c.start, c.end) for c in nearest])


def _by_reader(question: Question, nearest: Sequence[Citation], hits: Sequence[Hit]) -> bool:
    """Tell whether a reader's comment comes nearest that may not answer.

    Then it is not so that the sources say nothing, and "nothing" must not stand above it.
    """
    if not nearest or nearest[0].source.kind is not SourceKind.COMMENT:
        return False
    aside = {hit.source.id for hit in set_aside(question.searched, hits)}
    return nearest[0].source_id in aside
