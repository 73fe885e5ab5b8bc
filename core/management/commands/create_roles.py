"""Creates the groups of staff and gives them their permissions; safe to run at every deploy."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

VIEW_PEOPLE = ["students.view_student", "students.view_lead", "students.view_consent"]
VIEW_WORK = ["homework.view_homework", "homework.view_attachment", "homework.view_subject"]
VIEW_MONEY = [
    "payments.view_payment",
    "payments.view_plan",
    "homework.view_levelprice",
    "payments.view_subscription",
    "payments.view_refund",
    "payments.view_dispute",
    "payments.view_credituse",
    "payments.view_savedcard",
    "payments.view_ledgertransaction",
    "payments.view_ledgerentry",
    "payments.view_financetask",
    "payments.view_paystackevent",
    "payments.view_difference",
    "payments.view_reconciliationrun",
    "payments.view_settlement",
    "payments.view_settledtransaction",
    "payments.view_export",
    "payments.see_report",
    "payments.export_payments",
]
VIEW_CHAT = [
    "conversations.view_conversation",
    "conversations.view_inboundmessage",
    "conversations.view_outboundmessage",
    "conversations.view_statetransition",
    "conversations.view_deliveryreport",
    "conversations.view_messagetemplate",
    "conversations.send_again",
]
SUPPORT_DESK = [
    "support.view_supportticket",
    "support.change_supportticket",
    "support.view_supportmessage",
    "support.add_supportmessage",
    "support.view_faqentry",
    "support.view_faqsearch",
    "support.view_cannedreply",
]
VIEW_TUTORS = [
    "tutors.view_tutor",
    "tutors.view_tutorassignment",
    "tutors.view_tutorsolution",
    "tutors.view_solutionpart",
]

VIEW_MACHINERY = [
    "procrastinate.view_procrastinatejob",
    "axes.view_accessattempt",
    "axes.view_accesslog",
    "axes.view_accessfailurelog",
]
ALERTS = ["core.view_alert", "core.change_alert"]
CORRECT_MONEY = [
    "payments.check_payment",
    "payments.process_paystackevent",
    "payments.ask_refund",
    "payments.approve_refund",
    "payments.resolve_financetask",
    "payments.revoke_savedcard",
]

ROLES: dict[str, list[str]] = {
    # What a tutor may open is decided row by row, by their Tutor row and their assignments (tutors.desk.access).
    "Tutor": [],
    "Support": [
        *VIEW_PEOPLE,
        "students.change_student",
        *VIEW_WORK,
        *VIEW_CHAT,
        *SUPPORT_DESK,
        "payments.view_payment",
        "payments.check_payment",
        "payments.view_savedcard",
        "payments.revoke_savedcard",
        *ALERTS,
    ],
    "Finance": [
        *VIEW_MONEY,
        "conversations.view_messagecost",
        *CORRECT_MONEY,
        "students.view_student",
        "homework.view_homework",
        *ALERTS,
    ],
    "Admin": [
        *VIEW_PEOPLE,
        "students.change_student",
        *VIEW_WORK,
        "homework.add_subject",
        "homework.change_subject",
        *VIEW_MONEY,
        *CORRECT_MONEY,
        "payments.export_people",
        "payments.add_plan",
        "payments.change_plan",
        "homework.add_levelprice",
        "homework.change_levelprice",
        "homework.delete_levelprice",
        *VIEW_CHAT,
        *SUPPORT_DESK,
        "support.add_faqentry",
        "support.change_faqentry",
        "support.add_cannedreply",
        "support.change_cannedreply",
        *VIEW_TUTORS,
        "tutors.add_tutor",
        "tutors.change_tutor",
        "tutors.oversee_work",
        "conversations.view_wording",
        "conversations.change_wording",
        "conversations.view_wordingversion",
        "conversations.view_messagecost",
        "core.view_adminsettings",
        "core.change_adminsettings",
        "core.view_auditentry",
        "core.view_commandrun",
        *VIEW_MACHINERY,
        *ALERTS,
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
        "auth.view_group",
    ],
    "Operations": [
        *VIEW_CHAT,
        "payments.view_paystackevent",
        "payments.process_paystackevent",
        "core.view_adminsettings",
        "core.view_auditentry",
        "core.view_commandrun",
        *VIEW_MACHINERY,
        *ALERTS,
    ],
}
"""Each group's permissions, complete: what is not listed here is taken away at the next run."""


class Command(BaseCommand):
    help = "Creates the groups of staff and gives them exactly the permissions of the table in this file."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {name for names in ROLES.values() for name in names}
        labels = Permission.objects.annotate(label=Concat("content_type__app_label", Value("."), "codename"))
        known = {permission.label: permission for permission in labels.filter(label__in=wanted)}
        for role, names in ROLES.items():
            group, _ = Group.objects.get_or_create(name=role)
            group.permissions.set([known[name] for name in names if name in known])
        missing = sorted(wanted - known.keys())
        if missing:
            self.stderr.write(self.style.WARNING(f"Left out, no such permissions yet: {', '.join(missing)}."))
        self.stdout.write(f"{len(ROLES)} roles: {', '.join(ROLES)}.")
