"""Every list of the admin: nobody opens it without its permission, and somebody may."""

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from core.management.commands.create_roles import ROLES
from core.pieces import list_of
from tests.test_floors import FLOORS

LISTS = sorted(site._registry, key=lambda model: model._meta.label)
OURS = [model for model in LISTS if apps.get_app_config(model._meta.app_label).name in FLOORS]


def named(model: type[Model]) -> str:
    return model._meta.label_lower


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("model", LISTS, ids=named)
def test_a_stranger_is_refused(model: type[Model], db: None) -> None:
    stranger = signed_in(User.objects.create_user("stranger", is_staff=True))
    assert stranger.get(list_of(model)).status_code == 403
    assert Client().get(list_of(model))["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("model", OURS, ids=named)
def test_a_list_opens_empty_and_searched(model: type[Model], db: None) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    assert root.get(list_of(model), follow=True).status_code == 200
    assert root.get(list_of(model, q="1001"), follow=True).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=named)
def test_some_role_may_open_it(model: type[Model]) -> None:
    permission = f"{model._meta.app_label}.view_{model._meta.model_name}"
    assert [role for role, permissions in ROLES.items() if permission in permissions] != []
