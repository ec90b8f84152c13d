"""Pages that are added, and what the library then lists."""

from tests.bot.cli.conftest import TEXT, Command


def page(title: str, text: str = TEXT, published: str = "3 maart 2026") -> str:
    return f"# {title}\n\nGepubliceerd op {published}\n\n{text}\n"


def ids(vrijwijzer: Command) -> set[str]:
    return {source["id"] for source in vrijwijzer("sources", "list", "--json").printed}
