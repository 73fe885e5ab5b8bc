"""The admin of the house: settings, alerts, roles and accounts."""

from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.urls import reverse

from core.models import Alert, AuditEntry
from core.services import raise_alert
from tests.builders import make_member, signed_in


def test_a_change_of_settings_leaves_its_values_in_the_audit(superuser: User) -> None:
    client = signed_in(superuser)
    assert client.get(reverse("admin:core_adminsettings_changelist")).status_code == 302
    page = client.get(reverse("admin:core_adminsettings_change", args=[1]))
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    client.post(reverse("admin:core_adminsettings_change", args=[1]), data | {"answer_hours": 6})
    assert AuditEntry.objects.get(name="settings.changed").detail == {"changed": {"answer_hours": [12, 6]}}
    operations = signed_in(make_member("Operations"))
    assert operations.get(reverse("admin:core_adminsettings_change", args=[1])).status_code == 200
    assert operations.post(reverse("admin:core_adminsettings_change", args=[1]), data).status_code == 403


def test_alerts_are_on_the_home_page_until_somebody_resolves_them(agent: User) -> None:
    raise_alert("token", "The WhatsApp token is dead")
    raise_alert("token", "The WhatsApp token is dead")
    support = signed_in(agent)
    page = support.get(reverse("admin:index")).content.decode()
    assert "The WhatsApp token is dead" in page
    assert "2 times" in page
    support.post(reverse("admin:core_alert_changelist"), {"action": "resolve", "_selected_action": Alert.objects.get().pk})
    assert "The WhatsApp token" not in support.get(reverse("admin:index")).content.decode()
    assert AuditEntry.objects.get(name="alert.resolved").actor is not None


def test_roles_are_made_once_and_mended(db: None) -> None:
    call_command("create_roles")
    support = Group.objects.get(name="Support")
    support.permissions.set([Permission.objects.get(codename="add_user")])
    call_command("create_roles")
    assert Group.objects.count() == 5
    codenames = set(support.permissions.values_list("codename", flat=True))
    assert {"view_student", "change_student", "view_payment"} <= codenames
    assert "add_user" not in codenames


def test_an_admin_cannot_make_superusers_nor_touch_one(admin: User, superuser: User) -> None:
    client = signed_in(admin)
    assert client.post(reverse("admin:auth_user_change", args=[superuser.pk]), {"username": "gone"}).status_code == 403
    assert client.post(reverse("admin:auth_user_password_change", args=[superuser.pk]), {}).status_code == 403
    page = client.get(reverse("admin:auth_user_change", args=[admin.pk]))
    assert not {"is_superuser", "user_permissions"} & set(page.context["adminform"].form.fields)
