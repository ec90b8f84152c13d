"""What the process holds in memory, to see that no word stays that was to be forgotten."""

import gc


def held(odd: str) -> list[str]:
    """The texts that something holds and that have an odd word in them, beside the word itself.

    `odd` is to be made by the test in another way than as it stands, or its own code is found.
    """
    gc.collect()
    texts = (each for one in gc.get_objects() for each in gc.get_referents(one))
    return [each for each in texts if type(each) is str and odd in each.casefold() and each != odd]
