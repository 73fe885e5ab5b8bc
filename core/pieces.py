"""What an app can give the staff's desk, and the one place where it is kept.

An app adds its pieces in its module `desk`, which is found and imported when the product starts. The app `desk` shows them to
those for whom `allowed` is true, and knows no other app by name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.urls import URLPattern, reverse

Viewer = User | AnonymousUser
Allowed = Callable[[Viewer], bool]
Row = TypeVar("Row", bound=Model)


def holding(*permissions: str) -> Allowed:
    """Returns what lets those through who hold one of these permissions."""
    return lambda user: any(user.has_perm(permission) for permission in permissions)


def page_of(row: Model) -> str:
    """Returns the address of a row's page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_of(model: type[Model], **filters: str) -> str:
    """Returns the address of a table's list in the admin, narrowed by `filters`."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address


@dataclass(frozen=True)
class Door:
    """A number or a headline, a few words, and the page behind it; `due_at` is when the first of what it counts is due."""

    title: str | int
    text: str
    url: str
    due_at: datetime | None = None

    @property
    def is_number(self) -> bool:
        return isinstance(self.title, int)


@dataclass(frozen=True)
class Person:
    """Whose timeline it is, by the keys of rows, since this floor knows no students: who learns, and who writes for them."""

    students: frozenset[int]
    leads: frozenset[int]


@dataclass(frozen=True)
class Entry:
    """Something that happened to a person; `kind` is the title of the source that tells of it."""

    at: datetime
    kind: str
    door: Door


@dataclass(frozen=True, kw_only=True)
class Piece:
    """`name` is the app's, a dot and a word; `order` is the place among pieces of the same kind, smaller first."""

    name: str
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Visible(Piece):
    title: str
    allowed: Allowed


@dataclass(frozen=True, kw_only=True)
class Panel(Visible):
    """A section of the home page. Without doors for this person it is not shown; an urgent one stands out."""

    doors: Callable[[Viewer], Sequence[Door]]
    is_urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Link(Visible):
    """A place in the navigation, in the group whose places are shown together."""

    group: str
    url: Callable[[], str]


@dataclass(frozen=True, kw_only=True)
class SearchSource(Visible, Generic[Row]):
    """Rows that words lead to, among those this person may see; the best come first, and only the first few are read."""

    rows: Callable[[str, Viewer], QuerySet[Row]]
    text: Callable[[Row], str]
    url: Callable[[Row], str] = page_of

    def hits(self, words: str, user: Viewer, limit: int) -> list[Door]:
        return [Door(str(row), self.text(row), self.url(row)) for row in self.rows(words, user)[:limit]]


@dataclass(frozen=True, kw_only=True)
class TimelineSource(Visible, Generic[Row]):
    """One kind of event in a person's life: the rows that tell of it, their field that says when, what each says."""

    rows: Callable[[Person], QuerySet[Row]]
    at: str
    text: Callable[[Row], str]
    url: Callable[[Row], str] = page_of

    def entries(self, person: Person, limit: int) -> list[Entry]:
        happened = self.rows(person).filter(**{f"{self.at}__isnull": False}).order_by(f"-{self.at}")[:limit]
        return [Entry(getattr(row, self.at), self.title, Door(str(row), self.text(row), self.url(row))) for row in happened]


@dataclass(frozen=True, kw_only=True)
class Pages(Piece):
    """Addresses of staff pages below `/admin/`. Each page checks for itself who may open it."""

    urls: Callable[[AdminSite], Iterable[URLPattern]]


Kind = TypeVar("Kind", bound=Piece)


class Pieces:
    """All pieces of the house. Each kind has its own names."""

    def __init__(self) -> None:
        self._added: dict[type[Piece], dict[str, Any]] = {}

    def add(self, *pieces: Piece) -> None:
        """Raises ImproperlyConfigured if there is a piece of this kind and name already."""
        for piece in pieces:
            known = self._added.setdefault(type(piece), {})
            if piece.name in known:
                raise ImproperlyConfigured(f"Two of {type(piece).__name__} are named {piece.name}.")
            known[piece.name] = piece

    def all(self, kind: type[Kind]) -> list[Kind]:
        """Returns the pieces of one kind in their order."""
        return sorted(self._added.get(kind, {}).values(), key=lambda piece: (piece.order, piece.name))


PIECES = Pieces()
