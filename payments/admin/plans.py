"""Plans and their prices, what students bought of them, and cards that renew them."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import AuditedAdmin, PricesInNaira, ReadOnlyAdmin, naira_column, staff
from core.clock import now
from payments import services
from payments.models import Plan, SavedCard, Subscription


@admin.register(Plan)
class PlanAdmin(AuditedAdmin, PricesInNaira):
    """Plans are edited or switched off."""

    change_act, add_act = "plan.changed", "plan.added"
    list_display = ["name", "price_in_naira", "period", "homework_limit", "is_active", "position"]
    list_filter = ["is_active"]
    ordering = ["position", "name"]
    price_in_naira = naira_column("price_kobo", "price")

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return False


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ["student", "plan", "price", "bought_at", "starts_at", "last_moment", "ended_early_at", "payment"]
    list_filter = ["plan", "bought_at"]
    list_select_related = ["student", "plan", "payment"]
    search_fields = ["student__full_name", "=student__phone", "=payment__reference"]
    ordering = ["-bought_at"]
    price = naira_column("price_kobo", "price")


@admin.register(SavedCard)
class SavedCardAdmin(ReadOnlyAdmin):
    """What a card could be charged with is shown to nobody."""

    list_display = ["student", "plan", "name", "consented_at", "revoked_at", "revoked_reason"]
    list_filter = ["revoked_reason", "plan"]
    list_select_related = ["student", "plan"]
    search_fields = ["student__full_name", "=student__phone", "=payment__reference"]
    ordering = ["-consented_at"]
    exclude = ["authorization_code", "signature", "email"]
    actions = ["revoke"]

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.revoke_savedcard")

    @admin.action(description="Stop card renewal", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[SavedCard]) -> None:
        done = 0
        for card in queryset.filter(revoked_at=None).select_related("student"):
            done += services.cards.switch_off(student=card.student, actor=staff(request), at=now())
        self.message_user(request, f"{done} stopped.", messages.SUCCESS)
