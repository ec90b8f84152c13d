import pytest

from knowledge.errors import SourceRefused
from knowledge.model import Block, BlockKind, Document, Evidence, Ground, Original, SourceKind
from knowledge.readers.markdown import read

CASE_NOTE = """---
kind: case_note
title: Samen werven in Zonneveld
municipality: Zonneveld
themes: [sport, werving]
date: 2026-03-31
role: adviseur vrijwilligerscentrale
---

# Samen werven in Zonneveld

De clubs werven **samen** op de [markt](https://voorbeeld.nl).
Dat doen zij *elk* jaar.

## Wat is nodig

Drie dingen:

1. Een kraam.
2. Mensen:
   - van sport
   - van cultuur
3. Koffie,
   veel koffie.

> Het werkt.
> Echt.
"""

DIGEST = """---
kind: digest
title: "Samenvatting: samen"
published: 2025
derived_from:
  title: Samen aan zet
  publisher: Stichting Maan
  url: https://voorbeeld.nl/samen
  published: 2024-05
---

## Sport

Clubs werven samen.[^1] Dat helpt (o.a. hun besturen).[^een]

- Zij delen koffie[^2]

[^1]: "Sport" | "De clubs" … "hun leden"
[^een]: “” | “Voor alle” ... “besturen zelf”
[^2]: "Sport" | "Er is ‘koffie’" … "voor ieder"
"""


def refusal(page: str) -> list[str]:
    with pytest.raises(SourceRefused) as refused:
        read(page, "nota.md")
    return str(refused.value).split("\n")


def with_keys(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", "Een zin."])


def sentences_of(document: Document) -> list[tuple[str, tuple[Ground | None, ...]]]:
    return [(b.text, b.grounds) for b in document.blocks if b.kind is not BlockKind.HEADING]


def test_a_case_note_of_ones_own_is_read_with_its_front_matter() -> None:
    known = read(CASE_NOTE, "nota.md").metadata

    assert (known.kind, known.evidence) == (SourceKind.CASE_NOTE, Evidence.PRACTICE)
    assert known.title == "Samen werven in Zonneveld"
    assert (known.municipalities, known.themes) == (("Zonneveld",), ("sport", "werving"))
    assert (known.published, known.contact_role) == (
        "2026-03-31",
        "adviseur vrijwilligerscentrale",
    )


def test_headings_paragraphs_lists_and_quotations_become_blocks() -> None:
    assert read(CASE_NOTE, "nota.md").blocks == (
        Block(BlockKind.PARAGRAPH, "De clubs werven samen op de markt. Dat doen zij elk jaar."),
        Block(BlockKind.HEADING, "Wat is nodig", 2),
        Block(BlockKind.PARAGRAPH, "Drie dingen:"),
        Block(BlockKind.ITEM, "Een kraam.", 0, "1."),
        Block(BlockKind.ITEM, "Mensen:", 0, "2."),
        Block(BlockKind.ITEM, "van sport", 1, "-"),
        Block(BlockKind.ITEM, "van cultuur", 1, "-"),
        Block(BlockKind.ITEM, "Koffie, veel koffie.", 0, "3."),
        Block(BlockKind.QUOTATION, "Het werkt. Echt."),
    )


def test_each_row_of_a_table_names_its_columns() -> None:
    document = read(
        "# Klussen\n\nDit zoeken clubs:\n\n"
        "| Club | Uren | **Wie** |\n|---|:--:|---|\n"
        "| Zeeburg | 4 | bar \\| zaal |\n| Koor | 2 |\n\n"
        "En zo verder | een streep.\n",
        "klussen.md",
    )

    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "Dit zoeken clubs:"),
        (BlockKind.TABLE_ROW, "Club: Zeeburg; Uren: 4; Wie: bar | zaal"),
        (BlockKind.TABLE_ROW, "Club: Koor; Uren: 2"),
        (BlockKind.PARAGRAPH, "En zo verder | een streep."),
    ]


def test_a_by_line_without_front_matter_says_who_and_when_and_is_no_text() -> None:
    document = read("# Klussen\n\nDoor Els Bos, 12 mei 2024\n\nClubs zoeken hulp.\n", "klussen.md")

    assert document.metadata.authors == ("Els Bos",)
    assert document.metadata.published == "2024-05-12"
    assert [block.text for block in document.blocks] == ["Clubs zoeken hulp."]
    assert document.left_out == ("Door Els Bos, 12 mei 2024",)


def test_each_sentence_of_a_digest_has_its_ground_and_no_mark() -> None:
    assert sentences_of(read(DIGEST, "nota.md")) == [
        (
            "Clubs werven samen. Dat helpt (o.a. hun besturen).",
            (
                Ground("Sport", "De clubs", "hun leden"),
                Ground("", "Voor alle", "besturen zelf"),
            ),
        ),
        ("Zij delen koffie", (Ground("Sport", "Er is ‘koffie’", "voor ieder"),)),
    ]


def test_a_digest_names_its_original() -> None:
    known = read(DIGEST, "nota.md").metadata

    assert known.derived_from == Original(
        "Samen aan zet", "Stichting Maan", "https://voorbeeld.nl/samen", "2024-05"
    )
    assert known.published == "2025"


def test_all_faults_of_the_grounds_are_told_with_their_lines() -> None:
    page = DIGEST.replace("samen.[^1]", "samen.").replace("koffie[^2]", "koffie[^9]")
    page = page.replace("“Voor alle” ...", "Voor alle")

    form = '"heading" | "first words" … "last words"'
    none, wrong, missing = refusal(page)

    assert none.startswith(
        "nota.md:14: 'Clubs werven samen.'…: 0 footnotes where each sentence has"
    )
    assert wrong == f"nota.md:14: 'Dat helpt (o.a. hun'…: footnote [^een] on line 19 is not {form}"
    assert missing == "nota.md:16: 'Zij delen koffie'…: there is no footnote [^9]"


def test_a_case_note_summed_up_from_elsewhere_needs_grounds_and_ones_own_does_not() -> None:
    own = with_keys("kind: case_note", "title: Samen")
    summed_up = with_keys("kind: case_note", "title: Samen", "derived_from: {title: Elders}")

    assert sentences_of(read(own, "nota.md")) == [("Een zin.", ())]
    assert "0 footnotes" in refusal(summed_up)[0]


def test_footnotes_of_another_text_become_notes() -> None:
    page = "# Titel\n\nEen zin.[^a]\n\n[^a]: Bron: eigen werk.\n"

    assert read(page, "nota.md").blocks == (
        Block(BlockKind.PARAGRAPH, "Een zin."),
        Block(BlockKind.NOTE, "Bron: eigen werk."),
    )


def test_all_faults_of_the_front_matter_are_told_at_once_with_their_lines() -> None:
    page = with_keys(
        "kind: notitie",
        "titel: Samen",
        "published: vorig jaar",
        "date: 2026-01-01",
        "gemeente: Zonneveld",
        "themes: [1, 2]",
        "publisher: no",
        "kleur: rood",
        "derived_from: Elders",
    )

    faults = refusal(page)

    assert faults[:3] == [
        "nota.md:1: title is missing; write title: …",
        "nota.md:2: kind is 'notitie'; write one of article, digest, case_note, law",
        "nota.md:3: unknown key 'titel'; did you mean 'title'?",
    ]
    assert [fault.split(": ")[0] for fault in faults[3:]] == [f"nota.md:{n}" for n in range(4, 11)]
    assert "did you mean 'municipality'?" in "\n".join(faults)
    assert "known are kind, title" in "\n".join(faults)


@pytest.mark.parametrize(
    "url", ["https://[", "https://[abc", "https://", "ftp://a.nl", "www.a.nl", "https://a b.nl"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    own = with_keys("kind: article", "title: A", f"url: '{url}'")
    original = with_keys(
        "kind: article", "title: A", "derived_from:", f"  {{title: B, url: '{url}'}}"
    )

    assert refusal(own) == ["nota.md:4: url is no web address; write https:// and the rest of it"]
    assert refusal(original) == [
        "nota.md:4: derived_from: url is no web address; write https:// and the rest of it"
    ]


@pytest.mark.parametrize("url", ["https://a.nl/b?c=d#e", "http://localhost:80/", "https://[::1]/"])
def test_a_web_address_is_kept_as_it_is(url: str) -> None:
    page = with_keys("kind: article", "title: A", f"url: '{url}'")

    assert read(page, "nota.md").metadata.url == url


def test_a_digest_without_its_original_is_refused() -> None:
    page = with_keys("title: A", "kind: digest").replace("Een zin.", "Een zin.[^1]")
    note = '\n\n[^1]: "Kop" | "eerste" … "laatste"'

    assert "\n".join(refusal(page + note)) == (
        "nota.md:3: a digest sums up a document: add derived_from: with its title, and where"
        " known publisher, url and published; a text of your own is an article or a case_note"
    )


def test_faults_within_derived_from_are_told() -> None:
    page = with_keys(
        "kind: article", "title: A", "derived_from:", "  title: B", "  url: 3", "  adres: C"
    )

    assert [fault.split(": ", 1)[1] for fault in refusal(page)] == [
        "unknown key 'adres'; did you mean 'url'?",
        "derived_from: url must be a text",
    ]


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("---\nkind: [\n---\n", "nota.md:2: the front matter is no YAML"),
        ("---\njust words\n---\n", "nota.md:1: the front matter holds no keys"),
        ("---\n---\n", "nota.md:1: the front matter holds no keys"),
        ("---\ndate: 2021-45-45\n---\n", "the front matter is no YAML"),
        ('---\nkind: article\ntitle: "\\uD800"\n---\n\nZin.', "nota.md:3: title must be a text"),
        ("---\nkind: article\n", "nota.md:1: the front matter is not closed"),
        ("Alleen tekst.\n", "nota.md: no title; open with a line such as '# Samen aan zet'"),
        ("# Alleen een titel\n", "nota.md: no text below the front matter or title"),
        ("---\nkind: article\ntitle: A\n---\n", "nota.md: no text below"),
    ],
)
def test_a_file_that_cannot_be_a_source_is_refused(page: str, fault: str) -> None:
    assert fault in refusal(page)[0]


def test_a_file_without_front_matter_is_an_article_with_its_first_heading_as_title() -> None:
    document = read("Vooraf.\r\n\r\n# Samen\r\n\r\nDe tekst.\r\n", "nota.md")

    assert (document.metadata.kind, document.metadata.title) == (SourceKind.ARTICLE, "Samen")
    assert [block.text for block in document.blocks] == ["Vooraf.", "De tekst."]


def test_rules_comments_and_marks_of_markdown_are_not_text() -> None:
    page = "# T\n\n<!-- weg\nermee -->\nA\\* _b_ `c` ![x](y.png) <https://d.nl> e_f_g 2*3*4"
    page += "\n\n***\n\nZin.\n"

    assert [block.text for block in read(page, "nota.md").blocks] == [
        "A* b c  https://d.nl e_f_g 2*3*4",
        "Zin.",
    ]


@pytest.mark.parametrize(
    ("keys", "evidence"),
    [
        (["kind: law"], Evidence.LAW),
        (["kind: case_note"], Evidence.PRACTICE),
        (["kind: article"], Evidence.PRACTICE),
        (["kind: article", "evidence: research"], Evidence.RESEARCH),
    ],
)
def test_what_a_source_is_worth_follows_from_its_kind_unless_it_says_so(
    keys: list[str], evidence: Evidence
) -> None:
    assert read(with_keys(*keys, "title: A"), "nota.md").metadata.evidence is evidence
