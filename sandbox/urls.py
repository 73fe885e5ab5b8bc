from django.urls import path

from sandbox import api, pages
from sandbox.paystack import lists as paystack_lists
from sandbox.paystack import refunds as paystack_refunds
from sandbox.paystack import views as paystack
from sandbox.whatsapp import views as whatsapp

app_name = "sandbox"
GRAPH, PAYSTACK = "graph/v25.0", "paystack"

urlpatterns = [
    path("", pages.phone_page, name="phone"),
    path("checkout/<str:access_code>", pages.CheckoutPage.as_view(), name="checkout"),
    path("media/<str:media_id>", pages.media, name="media"),
    path("samples/<str:name>", pages.sample, name="sample"),
    path("faults", api.faults_view, name="faults"),
    path("api/clock", api.clock_view, name="clock"),
    path("api/phones", api.phones, name="phones"),
    path("api/phones/<int:phone_id>/chat", api.chat_view, name="chat"),
    path("api/phones/<int:phone_id>/messages", api.messages, name="messages"),
    path("api/phones/<int:phone_id>/files", api.files, name="files"),
    path("api/checkout/<str:access_code>", api.checkout, name="pay"),
    path(f"{GRAPH}/files/<str:token>", whatsapp.MediaFile.as_view(), name="graph-file"),
    path(f"{GRAPH}/<str:number>/messages", whatsapp.Messages.as_view(), name="graph-messages"),
    path(f"{GRAPH}/<str:number>/media", whatsapp.Upload.as_view(), name="graph-upload"),
    path(f"{GRAPH}/<str:media_id>", whatsapp.MediaFacts.as_view(), name="graph-media"),
    path(f"{PAYSTACK}/transaction/initialize", paystack.Initialize.as_view(), name="paystack-initialize"),
    path(f"{PAYSTACK}/transaction/charge_authorization", paystack.ChargeCard.as_view(), name="paystack-charge-card"),
    path(f"{PAYSTACK}/transaction/verify/<str:reference>", paystack.Verify.as_view(), name="paystack-verify"),
    path(f"{PAYSTACK}/transaction", paystack_lists.Transactions.as_view(), name="paystack-transactions"),
    path(f"{PAYSTACK}/refund", paystack_refunds.Refunds.as_view(), name="paystack-refunds"),
    path(f"{PAYSTACK}/refund/<int:number>", paystack_refunds.OneRefund.as_view(), name="paystack-refund"),
    path(f"{PAYSTACK}/dispute", paystack_refunds.Disputes.as_view(), name="paystack-disputes"),
    path(f"{PAYSTACK}/settlement", paystack_lists.Settlements.as_view(), name="paystack-settlements"),
    path(
        f"{PAYSTACK}/settlement/<int:number>/transactions",
        paystack_lists.SettledTransactions.as_view(),
        name="paystack-settled-transactions",
    ),
]
