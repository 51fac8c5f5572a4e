"""Many cases of one thing in one test: a test of its own for each would mostly make what they share."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

SHOWN = 300


def each(names: str | Sequence[str], cases: Iterable[Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As ``pytest.mark.parametrize``, but one test with one set of fixtures, which no case may write to.

    Every case is tried, whatever the others come to. Those that fail are raised together, each with its values.

    Args:
        names: the parameters that a case gives: one name and bare values, or several and tuples.
        cases: at least one.
    """
    several = not isinstance(names, str)
    given = [dict(zip(names, case, strict=True)) if several else {str(names): case} for case in cases]
    assert given, f"{names}: no case"

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(test):

            @functools.wraps(test)
            async def made(**fixtures: Any) -> None:
                failed = []
                for case in given:
                    try:
                        await test(**fixtures, **case)
                    except Exception as error:  # noqa: BLE001 - raised at the end
                        failed.append(_told(error, case))
                _end(failed, len(given))

        else:

            @functools.wraps(test)
            def made(**fixtures: Any) -> None:
                failed = []
                for case in given:
                    try:
                        test(**fixtures, **case)
                    except Exception as error:  # noqa: BLE001 - raised at the end
                        failed.append(_told(error, case))
                _end(failed, len(given))

        made.__signature__ = _without(inspect.signature(test), given[0])  # type: ignore[attr-defined]
        return made

    return decorate


def _without(signature: inspect.Signature, case: dict[str, Any]) -> inspect.Signature:
    """What is left for pytest to give."""
    assert case.keys() <= signature.parameters.keys(), f"{[*case]}: the test takes no such parameter"
    return signature.replace(parameters=[p for name, p in signature.parameters.items() if name not in case])


def _told(error: Exception, case: dict[str, Any]) -> Exception:
    error.add_note("of " + ", ".join(f"{name}={str(value)[:SHOWN]}" for name, value in case.items()))
    return error


def _end(failed: list[Exception], of: int) -> None:
    if failed:
        raise ExceptionGroup(f"{len(failed)} of {of} cases", failed)
