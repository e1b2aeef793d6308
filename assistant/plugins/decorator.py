"""`@intent`: a plugin in a single file.

    from assistant import intent

    @intent("coffee.brew", en=["make me a [large](size) coffee"], ko=["[큰](size) 커피 내려줘"])
    def brew(size: str = "small") -> str:
        return f"One {size} coffee coming."

The assistant reads what stands in the brackets without running the file (see single_file.py), so
it must be written out: texts, lists and dicts of them, no names and no sums.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def intent(
    name: str,
    *,
    en: Sequence[str] = (),
    ko: Sequence[str] = (),
    never: Sequence[str] = (),
    description: Mapping[str, str] | None = None,
    example: Mapping[str, str] | None = None,
    slots: Mapping[str, Mapping[str, object]] | None = None,
    capabilities: Sequence[str] = (),
) -> Callable[[Function], Function]:
    """Say which intent a function answers.

    `en` and `ko` are example phrases with slots marked, `never` such that must not end here. The
    slots are the function's parameters; `slots` says more of them, as in a manifest. The function
    stays as it is.
    """
    return lambda function: function
