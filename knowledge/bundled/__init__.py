"""The sources that come along: digests and case notes in our own words, as Markdown files."""

from importlib import resources


def pages() -> dict[str, str]:
    """Return the text of each bundled source by the stem of its file name, in order of name."""
    folder = resources.files(__name__)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".md"))
    return {name.removesuffix(".md"): folder.joinpath(name).read_text("utf-8") for name in files}
