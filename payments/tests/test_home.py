"""Finance's doors on the home page: each number is that of the list behind it."""

import re
from datetime import timedelta

from django.test import Client

from core.clock import now
from payments.models import Dispute, FinanceTask, Refund
from payments.services import raise_task, resolve_task
from payments.tests.money_rows import paid, refunded
from tests.builders import make_user, signed_in


def doors(client: Client) -> dict[str, tuple[int, str]]:
    """Returns number and address of each door of the money section, by its words."""
    page = client.get("/admin/").content.decode()
    section = re.search(r'aria-label="Money">(.*?)</section>', page, re.DOTALL)
    found = re.findall(r'href="([^"]+)"><strong>(\d+)</strong><span>(.*?)</span>', section[1]) if section else []
    return {words: (int(number), address) for address, number, words in found}


def listed(client: Client, address: str) -> int:
    return int(client.get(address).context["cl"].result_count)


def test_each_number_is_that_of_its_list(db: None) -> None:
    at = now()
    for day in range(3):
        payment = paid(at - timedelta(days=day), name=f"Student {day}")
        refund = refunded(payment, at, 10_000)
        if day:
            Refund.objects.filter(pk=refund.pk).update(status=Refund.Status.REQUESTED, finished_at=None)
        raise_task(kind=FinanceTask.Kind.SHORT, key=f"short:{day}", text="Half arrived.", payment=payment, at=at)
    resolve_task(key="short:0", how="Looked at.", at=at)
    Dispute.objects.create(payment=payment, paystack_id=1, amount_kobo=10_000, due_at=at + timedelta(days=1))

    client = signed_in(make_user("femi", "view_financetask", "view_refund", "view_dispute"))
    shown = doors(client)
    assert [number for number, _ in shown.values()] == [2, 2, 1]
    assert [listed(client, address) for _, address in shown.values()] == [2, 2, 1]
    assert any("disputes" in words and "first due" in words for words in shown)


def test_a_door_is_for_those_who_may_open_it(db: None) -> None:
    assert len(doors(signed_in(make_user("femi", "view_refund")))) == 1
    assert doors(signed_in(make_user("sade"))) == {}
