"""Random days of money: whatever happens in whatever order, our books, the statuses and Paystack's books agree to the kobo."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payments.models import Refund, Subscription
from payments.tests.agreement import agrees
from payments.tests.desk import ACTS, Desk, opened


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=5, max_size=40), seed=st.integers(0, 10_000))
def test_random_days_keep_the_books(acts: list[str], seed: int) -> None:
    with opened(Desk, seed) as desk:
        for act in acts:
            desk.does(act)
        desk.end()
        agrees(desk)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 4, 5])
def test_long_random_months_keep_the_books(seed: int) -> None:
    with opened(Desk, seed) as desk:
        for _ in range(130):
            desk.does(desk.random.choice(ACTS))
        desk.end()
        agrees(desk)
        assert Refund.objects.exists()
        assert Subscription.objects.exists()
