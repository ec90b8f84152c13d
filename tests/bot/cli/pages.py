"""Pages that are added, and what the library then lists."""

from tests.bot.cli.conftest import Command

TEXT = "De gemeente Duinveen betaalt de clubs elk jaar in mei. De raad besluit over het bedrag."


def page(title: str, text: str = TEXT, published: str = "3 maart 2026") -> str:
    return f"# {title}\n\nGepubliceerd op {published}\n\n{text}\n"


def ids(vrijwijzer: Command) -> set[str]:
    return {source["id"] for source in vrijwijzer("sources", "list", "--json").printed}
