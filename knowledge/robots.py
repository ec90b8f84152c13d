"""What a site's robots.txt allows us, as RFC 9309 reads it: the longest rule that fits decides."""

from collections.abc import Sequence
from typing import Final

# The name by which a site can address us.
NAME: Final = "VrijWijzer"
# Characters. RFC 9309, 2.5: a crawler reads at least 500 KiB; more is no file of rules.
MAX_LENGTH: Final = 500 * 1024

Rule = tuple[bool, str]  # whether it allows, and a path with * and $


def allows(robots: str, path: str) -> bool:
    r"""Return whether a robots.txt lets us fetch `path` (with its query, from "/").

    >>> allows("User-agent: *\nDisallow: /intern/", "/intern/nota.html")
    False
    """
    fitting = [
        (len(rule), allowed) for allowed, rule in _rules(robots) if rule and _fits(rule, path)
    ]
    # Of two that are equally long the one that allows decides, and allows sorts last.
    return max(fitting)[1] if fitting else True


def _rules(robots: str) -> Sequence[Rule]:
    """The rules for us by name, else those for everyone."""
    groups: dict[str, list[Rule]] = {}
    agents: list[str] = []
    naming = False
    for line in robots[:MAX_LENGTH].splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [*agents, value.casefold()] if naming else [value.casefold()]
            naming = True
            for agent in agents:
                groups.setdefault(agent, [])
        elif key in ("allow", "disallow"):
            naming = False
            for agent in agents:
                groups[agent].append((key == "allow", value))
    own = groups.get(NAME.casefold())
    return groups.get("*", []) if own is None else own


def _fits(rule: str, path: str) -> bool:
    """Whether the path begins as the rule says."""
    first, *parts = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    # Not by an expression: a rule of a hundred stars would keep one busy for ever.
    position = len(first)
    for part in parts:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    if not rule.endswith("$"):
        return True
    return path.endswith(parts[-1]) if parts else position == len(path)
