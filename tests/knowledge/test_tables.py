import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.readers.tables import rows

CELL = st.sampled_from(["", "Clubs", "12", "€ 10.000", "vier jaar", "Zonneveld:"])
GRID = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=6)
)


@pytest.mark.parametrize(
    ("grid", "read"),
    [
        (
            [["Gemeente", "Jaar", "Budget"], ["Zonneveld", "2024", "€ 10"], ["Maan", "", "€ 5"]],
            ["Gemeente: Zonneveld; Jaar: 2024; Budget: € 10", "Gemeente: Maan; Budget: € 5"],
        ),
        (
            [["Gemeente", "Budget"], ["Zonneveld", "10.000"]],
            ["Gemeente: Zonneveld; Budget: 10.000"],
        ),
        ([["Looptijd", "vier jaar"], ["Bereik", "alle"]], ["Looptijd: vier jaar", "Bereik: alle"]),
        ([["Budget", "10.000"], ["Clubs", "12"]], ["Budget: 10.000", "Clubs: 12"]),
        ([["Wijk", "Clubs", "Leden"], ["Noord", "Noord", "Noord"]], ["Noord"]),
        ([["Alleen dit"]], ["Alleen dit"]),
        ([["", ""], []], []),
    ],
)
def test_a_row_reads_on_its_own(grid: list[list[str]], read: list[str]) -> None:
    assert rows(grid) == read


def test_two_rows_of_heads_name_a_column_together() -> None:
    grid = [["Wijk", "2024", "2024"], ["Wijk", "clubs", "leden"], ["Noord", "12", "340"]]

    assert rows(grid, heads=2) == ["Wijk: Noord; 2024, clubs: 12; 2024, leden: 340"]


@given(GRID)
@example([["Clubs", ""], ["", "12"]])
def test_no_cell_is_lost(grid: list[list[str]]) -> None:
    """But for the head of a column in which no row says anything: that names nothing."""
    said = "\n".join(rows(grid))
    heads = [
        cell
        for head in grid[:1]
        for place, cell in enumerate(head)
        if any(row[place] for row in grid[1:])
    ]

    for cell in (*heads, *(cell for row in grid[1:] for cell in row)):
        assert cell.rstrip(" :") in said or not any(any(row) for row in grid[1:])


def test_years_above_columns_name_them_and_years_in_rows_do_not() -> None:
    costs = [["Post", "2026", "2027"], ["Klussenbord", "12.000", "4.000"]]
    built = [["Sporthal", "1990"], ["Wijkhuis", "2004"]]

    assert rows(costs) == ["Post: Klussenbord; 2026: 12.000; 2027: 4.000"]
    assert rows(built) == ["Sporthal: 1990", "Wijkhuis: 2004"]
