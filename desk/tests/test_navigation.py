"""The links that a person sees."""

from django.contrib.auth.models import AnonymousUser

from core.pieces import Pieces
from desk.navigation import links_of
from desk.tests.conftest import break_down, link, nobody


def test_links_come_by_group_and_in_order_to_those_who_may_follow_them(pieces: Pieces) -> None:
    pieces.add(
        link("mine", order=2),
        link("queue", order=1),
        link("report", group="money"),
        link("secret", allowed=nobody),
        link("closed", group="nothing", allowed=nobody),
    )
    found = {group: [each.title for each in links] for group, links in links_of(AnonymousUser()).items()}
    assert found == {"work": ["Queue", "Mine"], "money": ["Report"]}


def test_a_broken_link_is_left_out(pieces: Pieces) -> None:
    pieces.add(link("queue", allowed=break_down), link("mine"))
    assert [each.name for each in links_of(AnonymousUser())["work"]] == ["mine"]
