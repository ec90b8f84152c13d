"""What is learned side by side: questions, the sentences of their documents, and stretches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

import torch
from torch import Tensor

from index.e5_folder import PASSAGE_PROMPT, QUERY_PROMPT
from tests.training.material import Asked, Drawn, Written

DOCUMENTS: Final = 6  # in a batch: some ninety sentences for each question to be kept apart from
PIECES: Final = 3  # sentences a document that are asked for by words of their own
FOLLOWING: Final = 4  # questions a document that are asked as if they followed on another


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts with their prompts, and which of them belong to which question: bool [n, m].

    A question without any is right about "none of these". `beside`, bool [n, m]: the sentences
    that count for nothing.
    """

    questions: list[str]
    sentences: list[str]
    stretches: list[str]
    answers: Tensor
    beside: Tensor
    holds: Tensor


def shuffled(documents: Sequence[Written], epochs: int, chance: Random) -> Iterator[list[Drawn]]:
    """Yield some documents with all that is asked of them, until each came so many times."""
    for _ in range(epochs):
        order = chance.sample(documents, len(documents))
        for first in range(0, len(order), DOCUMENTS):
            few = order[first : first + DOCUMENTS]
            yield [Drawn(each, list(asked(each, chance))) for each in few]


def batch(documents: Sequence[Drawn], chance: Random, *, stretches: bool) -> Batch:
    """Return what is asked of documents, their sentences, and stretches of two to four of them."""
    questions: list[str] = []
    answers: list[list[int]] = []
    aside: list[list[int]] = []
    sentences: list[str] = []
    parted: list[str] = []
    held: list[int] = []  # the stretch of each sentence
    for each, questions_drawn in documents:
        first, size = len(sentences), chance.choice((2, 3, 4))
        for start in range(0, len(each.sentences), size):
            stretch = each.sentences[start : start + size]
            held += [len(parted)] * len(stretch)
            parted.append(f"{PASSAGE_PROMPT}{each.title}\n{' '.join(stretch)}")
        sentences += [PASSAGE_PROMPT + sentence for sentence in each.sentences]
        for one in questions_drawn:
            questions.append(QUERY_PROMPT + one.question)
            answers.append([first + place for place in one.answers])
            aside.append([first + place for place in one.beside])
    belongs = torch.zeros(len(questions), len(sentences), dtype=torch.bool)
    beside = torch.zeros_like(belongs)
    holds = torch.zeros(len(questions), len(parted), dtype=torch.bool)
    for row, places in enumerate(answers):
        belongs[row, places] = True
        beside[row, aside[row]] = True
        holds[row, [held[place] for place in places]] = True
    return Batch(questions, sentences, parted if stretches else [], belongs, beside, holds)


def asked(document: Written, chance: Random) -> Iterator[Asked]:
    """Yield the questions, some of them as follow-ups; and some words of a few sentences.

    A follow-up is searched with what it follows on in brackets (`bot/answering/understand`), and
    what stands there is not what is asked. By the words of sentences words keep counting.
    """
    every = document.every()
    yield from every
    alone = [each for each in every if "(" not in each.question]  # that follow on none as written
    for one in chance.sample(alone, min(FOLLOWING, len(alone) - 1)):
        before = chance.choice([each.question for each in alone if each != one]).rstrip(" ?")
        follows = f"{one.question.rstrip(' ?')} ({before[:1].lower()}{before[1:]})?"
        yield replace(one, question=follows)
    for place in chance.sample(range(len(document.sentences)), PIECES):
        words = document.sentences[place].strip(".!?").split()
        share = chance.choice((0.3, 0.5, 0.7))
        kept = [word for word in words if chance.random() < share and len(word) > 3]
        yield Asked(" ".join(kept or words[:4]), (place,))
