"""The steps that flows may ask of this service, by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType, NoneType
from typing import Any, TypeVar, get_type_hints

import msgspec

from chassis.errors import DomainError
from chassis.events.wire import NotAnEvent, converted
from chassis.sagas.errors import BadStep, UnknownStep

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """A function, what its first argument is read as, what it makes, and when it says no."""

    do: Callable[..., Any]
    shape: type[Any]
    makes: Any = None
    refuses: Sequence[type[DomainError]] = ()

    def read(self, said: Mapping[str, Any]) -> Any:
        """Return what was said as the function reads it. Raises BadStep."""
        try:
            return converted(said, self.shape)
        except NotAnEvent as error:
            raise BadStep(str(error)) from error

    def made(self, asked: Any, **words: Any) -> Any:
        """Call the function; return what it made, as JSON."""
        return msgspec.to_builtins(self.do(asked, **words), str_keys=True) or {}


_steps: dict[str, Door] = {}
_undos: dict[str, Door] = {}
steps: Mapping[str, Door] = MappingProxyType(_steps)
undos: Mapping[str, Door] = MappingProxyType(_undos)


def step(name: str, *, refuses: Sequence[type[DomainError]] = ()) -> Callable[[Function], Function]:
    """Let flows ask for this: `(asked, *, by, at) -> what was made`, in one transaction.

    The annotation of `asked` is a dataclass: the fields that are read. What was made is a small
    dataclass or mapping, ids above all; it is kept, repeated to whoever asks again, and given to
    the `undo` of the same name. A DomainError is a no, which is kept and repeated as well: those
    that it `refuses` by are in its contract, which other services' tests are held against.
    """
    return _registered(_steps, name, refuses)


def undo(name: str) -> Callable[[Function], Function]:
    """Take back what the step of this name made: `(made, *, by, at) -> None`."""
    return _registered(_undos, name)


def door_of(name: str) -> Door:
    """Return a step. Raises UnknownStep."""
    if name not in steps:
        raise UnknownStep(f"Nothing here is called {name}.")
    return steps[name]


def _registered(
    doors: dict[str, Door], name: str, refuses: Sequence[type[DomainError]] = ()
) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        if name in doors and doors[name].do is not function:
            raise ValueError(f"Two steps are called {name}.")
        shape, *_, made = get_type_hints(function).values()
        makes = None if made is NoneType else made
        doors[name] = Door(function, shape, makes, tuple(refuses))
        return function

    return register
