from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from sandbox import demo, student
from sandbox.models import Phone


class Command(BaseCommand):
    help = "Creates demo staff and demo students' phones. Safe to run again: what is there stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SANDBOX:
            raise CommandError("Demo people exist in the sandbox only: set SANDBOX=1.")
        if "create_roles" in get_commands():
            call_command("create_roles", stdout=StringIO(), stderr=StringIO())
        for login in demo.LOGINS:
            self._make_staff(login)
        for phone in demo.PHONES:
            if not Phone.objects.filter(name=phone.name).exists():
                student.create_phone(name=phone.name, kind=phone.kind, wa_id=phone.wa_id)
        self.stdout.write(f"Demo logins, all with the password {demo.PASSWORD}")
        for login in demo.LOGINS:
            self.stdout.write(f"  {login.username:<9} {login.first_name} {login.last_name}, {login.role.lower()}")

    def _make_staff(self, login: demo.Login) -> None:
        is_admin = login.username == "admin"
        names = {"first_name": login.first_name, "last_name": login.last_name}
        user, created = User.objects.get_or_create(
            username=login.username, defaults=names | {"is_staff": True, "is_superuser": is_admin}
        )
        if created:
            user.set_password(demo.PASSWORD)
            user.save(update_fields=["password"])
        user.groups.add(*Group.objects.filter(name__iexact=login.group))
        if login.role == "Tutor":
            _make_tutor(user)


def _make_tutor(user: User) -> None:
    from tutors.models import Tutor

    Tutor.objects.get_or_create(user=user)
