"""`vrijwijzer evaluate library`: how faithfully the readers read a labelled set."""

import argparse
import json

from knowledge.faithfulness import evaluate


def run(arguments: argparse.Namespace) -> int:
    """Print the figures with their counts; with --json as one object, faults included."""
    scores = evaluate(arguments.folder)
    figures = scores.as_json()
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
        return 0
    counts = figures["counts"]
    print(f"{counts['documents']} documents")
    for name, counted in (
        ("content_kept", "content"),
        ("furniture_through", "furniture"),
        ("comments_apart", "comments"),
        ("sentence_f1", "boundaries"),
    ):
        print(f"{name:<18} {figures[name]:.4f}   of {counts[counted]} {counted}")
    for fault in figures["wrong"]:
        print(f"  {fault}")
    return 0
