"""What a conversation has been told, typed: one dataclass for each flow, kept as JSON in the conversation's row.

The fields of all flows share one JSON object, so no two flows may name a field alike. What an older or newer version of the
product stored reads too: an unknown name is carried along, and a value of another type counts as not given.
"""

from copy import deepcopy
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import Enum
from types import NoneType
from typing import Any, ClassVar, Self, TypeVar, get_args, get_origin, get_type_hints

JsonObject = dict[str, Any]


class Answers:
    """Base of each flow's dataclass.

    Every field has a default, which counts while nothing was answered, and is not stored. Fields hold texts, whole numbers,
    booleans, moments, members of an Enum, or lists and dictionaries of these.
    """

    owners: ClassVar[dict[str, type["Answers"]]] = {}
    """Which flow's dataclass a stored name belongs to."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        for name in cls.__annotations__:
            owner = Answers.owners.setdefault(name, cls)
            if owner.__qualname__ != cls.__qualname__:
                raise TypeError(f"{cls.__qualname__} and {owner.__qualname__} both store {name!r}.")

    @classmethod
    def from_json(cls, stored: JsonObject) -> Self:
        """Reads this flow's fields out of what is stored for all."""
        known = {}
        for name, hint in _hints(cls).items():
            if name in stored:
                try:
                    known[name] = _read(stored[name], hint)
                except (TypeError, ValueError):
                    continue
        return cls(**known)

    def to_json(self) -> JsonObject:
        """Returns the fields that differ from their defaults."""
        defaults = type(self)()
        values = {name: getattr(self, name) for name in _hints(type(self))}
        return {name: _stored(value) for name, value in values.items() if value != getattr(defaults, name)}


A = TypeVar("A", bound=Answers)


@dataclass
class Carried(Answers):
    """What goes along from flow to flow."""

    kept: list[int] = field(default_factory=list)
    """Ids of messages kept until the person says what they are for; they outlast a flow."""
    homework_id: int | None = None
    """The homework that the present flow works on."""


class Memory:
    """All that a conversation has been told, read from its JSON flow by flow and written back as a whole."""

    def __init__(self, stored: JsonObject) -> None:
        self._stored = deepcopy(stored)
        self._read: dict[type[Answers], Answers] = {}

    def of(self, kind: type[A]) -> A:
        """Returns one flow's answers; changes to them are part of `to_json`."""
        if kind not in self._read:
            self._read[kind] = kind.from_json(self._stored)
        found = self._read[kind]
        assert isinstance(found, kind)
        return found

    def to_json(self) -> JsonObject:
        unread = {name: value for name, value in self._stored.items() if Answers.owners.get(name) not in self._read}
        return unread | {name: value for answers in self._read.values() for name, value in answers.to_json().items()}

    def forget(self) -> None:
        self.replace({})

    def replace(self, stored: JsonObject) -> None:
        """Puts what a draft kept in the place of what is known now."""
        self._stored = deepcopy(stored)
        self._read.clear()

    def __bool__(self) -> bool:
        return bool(self.to_json())


@dataclass(frozen=True)
class Draft:
    """A flow that was left: the state it was in, what it had been told, and when the person was last heard."""

    state: str
    answers: JsonObject
    left_at: datetime

    @classmethod
    def from_json(cls, stored: JsonObject | None) -> "Draft | None":
        """Reads a stored draft; None if there is none or it cannot be read."""
        try:
            return cls(stored["state"], stored["answers"], datetime.fromisoformat(stored["left_at"])) if stored else None
        except (KeyError, TypeError, ValueError):
            return None

    def to_json(self) -> JsonObject:
        return {"state": self.state, "answers": self.answers, "left_at": self.left_at.isoformat()}

    def of(self, kind: type[A]) -> A:
        return kind.from_json(self.answers)

    @property
    def homework_id(self) -> int | None:
        return self.of(Carried).homework_id


def _hints(kind: type[Answers]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}  # type: ignore[arg-type]  # every subclass is a dataclass


def _read(value: Any, hint: Any) -> Any:
    """Returns a stored value as the type says. Raises TypeError or ValueError where it is of another type."""
    given = [one for one in get_args(hint) if one is not NoneType]
    if get_origin(hint) is list:
        return [_read(item, given[0]) for item in _of_type(value, list)]
    if get_origin(hint) is dict:
        return {_of_type(name, str): _read(item, given[1]) for name, item in _of_type(value, dict).items()}
    kind = given[0] if given else hint
    if issubclass(kind, datetime):
        return datetime.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else _of_type(value, kind)


def _of_type(value: Any, kind: type) -> Any:
    if type(value) is not kind:  # a boolean does not count as a number here
        raise TypeError
    return value


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return deepcopy(value.value if isinstance(value, Enum) else value)
