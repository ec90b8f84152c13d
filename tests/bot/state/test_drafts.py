"""Documents that wait are sealed, with all that was said of them."""

from bot.state.drafts import Drafts
from bot.state.records import Records
from tests.bot.persons import clock, records
from tests.support.builders import article

__all__ = ["clock", "records"]  # fixtures

SAID = {"title": "Koken met Jan Jansen", "publisher": "Stichting Polderkeuken"}


def test_what_is_said_of_a_document_stands_nowhere_in_the_file(records: Records) -> None:
    drafts = Drafts(records)
    number = drafts.keep("telegram:1", "telegram:1", "koken.md", article("Koken", "Kook samen."))

    drafts.say(number, SAID)

    found = drafts.find(number)
    assert found is not None
    assert found.said == SAID
    assert records.own.everything("telegram:1")["drafts"][0]["said"]["said"] == SAID
    on_disk = records.people.path.read_bytes()
    assert not any(words.encode() in on_disk for words in SAID.values())
