"""State of the stand-ins: in tables, because several web processes serve them. Nothing here points at the product's tables."""

from django.db import models
from django.utils import timezone


class Phone(models.Model):
    """A demo student's phone: since 2026 WhatsApp may show a business the number, a business-scoped user id, or both."""

    name = models.CharField(max_length=80)
    username = models.CharField(max_length=40, blank=True)
    wa_id = models.CharField(max_length=20, unique=True, null=True, blank=True, help_text="Digits; empty if hidden.")
    user_id = models.CharField(max_length=140, unique=True, null=True, blank=True)
    last_wrote_at = models.DateTimeField(null=True, blank=True, help_text="Sandbox time; opens the 24-hour window.")
    typing_until = models.DateTimeField(null=True, blank=True, help_text="Real time until which the business seems to type.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wa_id__isnull=False) | models.Q(user_id__isnull=False), name="sandbox_phone_has_an_identity"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def identity(self) -> str:
        """What the business sees first: the number, else the user id."""
        return self.wa_id or self.user_id or ""


class Message(models.Model):
    """One message on a phone's screen.

    From the business: accepted -> sent -> delivered -> read, or failed. From the student: sent -> delivered (the product
    answered 2xx) -> read (the product marked it).
    """

    class Status(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        READ = "read", "Read"
        FAILED = "failed", "Failed"

    phone = models.ForeignKey(Phone, models.CASCADE, null=True, blank=True, related_name="messages")
    recipient = models.CharField(max_length=140, blank=True, help_text="As the business addressed it, also if nobody has it.")
    from_student = models.BooleanField()
    wamid = models.CharField(max_length=128, unique=True)
    kind = models.CharField(max_length=30)
    payload = models.JSONField(help_text="The request body of the business, or the message item of the webhook.")
    tracker = models.CharField(max_length=512, blank=True, help_text="biz_opaque_callback_data, echoed in statuses.")
    status = models.CharField(max_length=10, choices=Status)
    failure = models.PositiveIntegerField(null=True, blank=True, help_text="WhatsApp's error code of a failed message.")
    at = models.DateTimeField(help_text="Sandbox time.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["phone", "id"], name="sandbox_chat_page"),
            models.Index(fields=["recipient", "id"], name="sandbox_received_by_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.wamid}"


class Media(models.Model):
    """A file in WhatsApp's store: sent by a student or uploaded by the business."""

    media_id = models.CharField(max_length=30, unique=True)
    mime_type = models.CharField(max_length=100)
    filename = models.CharField(max_length=255, blank=True)
    sha256_hex = models.CharField(max_length=64)
    data = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "media"

    def __str__(self) -> str:
        return self.media_id


class Delivery(models.Model):
    """A webhook on its way to the product: due -> claimed -> done (2xx), or due again later, or given up.

    Times are real: the movable clock does not hasten the network.
    """

    class Target(models.TextChoices):
        WHATSAPP = "whatsapp", "WhatsApp"
        PAYSTACK = "paystack", "Paystack"

    target = models.CharField(max_length=10, choices=Target)
    stream = models.CharField(max_length=160, help_text="Deliveries of one stream never overlap.")
    body = models.BinaryField()
    wamid = models.CharField(max_length=128, blank=True, help_text="The student's message inside, for its ticks.")
    due_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True, help_text="The product's last answer: a status or an error.")
    done_at = models.DateTimeField(null=True, blank=True)
    given_up = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(done_at=None, given_up=False), name="sandbox_deliveries_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.pk}"


class Checkout(models.Model):
    """A Paystack transaction.

    abandoned (just initialized, or walked away) -> ongoing (transfer on its way) -> success; failed; success is final.
    """

    class Status(models.TextChoices):
        ABANDONED = "abandoned", "Abandoned"
        ONGOING = "ongoing", "Ongoing"
        FAILED = "failed", "Failed"
        SUCCESS = "success", "Success"

    reference = models.CharField(max_length=100, unique=True)
    access_code = models.CharField(max_length=30, unique=True)
    email = models.EmailField()
    label = models.CharField(max_length=200, blank=True)
    requested_amount_kobo = models.PositiveBigIntegerField()
    amount_kobo = models.PositiveBigIntegerField(help_text="What was really paid, in the currency's minor unit.")
    currency = models.CharField(max_length=3)
    callback_url = models.CharField(max_length=500, blank=True)
    metadata = models.JSONField(default=str, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ABANDONED)
    channel = models.CharField(max_length=20, default="card")
    gateway_response = models.CharField(max_length=100, default="The transaction was not completed")
    fees_kobo = models.PositiveIntegerField(null=True, blank=True)
    settles_at = models.DateTimeField(null=True, blank=True, help_text="Real time at which a transfer arrives.")
    paid_at = models.DateTimeField(null=True, blank=True, help_text="Sandbox time.")
    created_at = models.DateTimeField(help_text="Sandbox time.")

    class Meta:
        indexes = [models.Index(fields=["-id"], name="sandbox_paystack_list")]

    def __str__(self) -> str:
        return self.reference


class Refund(models.Model):
    """Money that Paystack sends back: pending -> processed, by itself, when `arrives_at` has come."""

    checkout = models.ForeignKey(Checkout, models.CASCADE, related_name="refunds")
    amount_kobo = models.PositiveBigIntegerField()
    customer_note = models.CharField(max_length=200, blank=True)
    merchant_note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(help_text="Sandbox time.")
    arrives_at = models.DateTimeField(help_text="Real time at which it is processed.")

    class Meta:
        indexes = [models.Index(fields=["-id"], name="sandbox_refund_list")]

    def __str__(self) -> str:
        return f"Refund of {self.checkout}"


class Movement(models.Model):
    """How far the movable clock stands from real time. One row."""

    seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sandbox_clock_is_one_row")]

    def __str__(self) -> str:
        return f"{self.seconds} s"


def knob(help_text: str) -> "models.IntegerField[int, int]":
    """A fault: 0 is off, a positive number counts the calls it still hits, a negative one hits until switched off."""
    return models.IntegerField(default=0, help_text=help_text)


class Faults(models.Model):
    """What the stand-ins do wrong on purpose. One row."""

    class RateLimit(models.IntegerChoices):
        HTTP = 429, "429: too many API calls"
        THROUGHPUT = 130429, "130429: number throughput"
        PAIR = 131056, "131056: too many to one person"

    whatsapp_slow = knob("Answers late")
    whatsapp_server_error = knob("Answers 503")
    whatsapp_html = knob("Answers an HTML page")
    whatsapp_rate_limit = knob("Refuses: rate limit")
    whatsapp_dead_token = knob("Refuses: token expired")
    whatsapp_lost_answer = knob("Delivers, but the answer is lost")
    whatsapp_early_statuses = knob("Statuses arrive before the answer")
    whatsapp_doubled_webhooks = knob("Webhooks arrive twice")
    whatsapp_reordered_webhooks = knob("Webhooks arrive out of order")
    media_slow = knob("Downloads are slow")
    media_not_found = knob("Downloads answer 404")
    media_broken_bytes = knob("Downloads end early")
    paystack_slow = knob("Answers late")
    paystack_server_error = knob("Answers 503")
    paystack_html = knob("Answers an HTML page")
    paystack_rate_limit = knob("Refuses: rate limit")
    paystack_dead_key = knob("Refuses: invalid key")
    paystack_lost_answer = knob("Creates the payment, but the answer is lost")
    paystack_card_declined = knob("Declines charges of saved cards")
    paystack_card_paused = knob("Wants saved cards to be confirmed")
    paystack_doubled_webhooks = knob("Webhooks arrive twice")
    paystack_lost_webhooks = knob("Webhooks never arrive")
    slow_seconds = models.PositiveSmallIntegerField(default=8, help_text="How late a late answer is, in seconds.")
    rate_limit_code = models.PositiveIntegerField(choices=RateLimit, default=RateLimit.HTTP)

    class Meta:
        verbose_name_plural = "faults"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sandbox_faults_are_one_row")]

    def __str__(self) -> str:
        return "Faults"
