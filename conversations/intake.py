"""Stores what WhatsApp sent. The hot path: one statement for messages, one for delivery reports, no domain work, no network.

Written in SQL because the ORM's round trips and query building are what a webhook would spend its time on. The rest of the
product uses the ORM.
"""

import json
from datetime import datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.utils import CursorWrapper

from conversations.job_names import ACCOUNT_NEWS, APPLY_REPORTS, LOAD_MEDIA, TURN
from conversations.whatsapp.parser import AccountItem, Batch, MessageItem, ReportItem

# A person is found by user id before phone number: numbers change hands, user ids do not. Whoever writes from a number that
# is known with another user id is somebody new, found by user id from then on; `identity` sees to the number. A repeat makes
# no new person: the number may have been given up since. The jobs are inserted straight into procrastinate's table (see
# core.jobs): a person who already has a turn waiting needs no second one. Rows are looked up one item at a time (LATERAL …
# LIMIT 1): a plan made for many items, or while the table was small, would read it whole.
STORE_MESSAGES = """
WITH item AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS i(
        n int, vendor_id text, kind text, wa_id text, user_id text, profile_name text, sent_at timestamptz, text text,
        tap_id text, media_id text, reply_to text, payload jsonb, ours boolean, told_by_number boolean)
), known AS MATERIALIZED (
    SELECT i.n, c.id FROM item i CROSS JOIN LATERAL (
        SELECT id FROM (
            SELECT id, 1 AS rank FROM conversations_conversation WHERE user_id = i.user_id
            UNION ALL
            SELECT id, 2 FROM conversations_conversation WHERE wa_id = i.wa_id
                AND (user_id IS NULL OR i.user_id IS NULL OR i.told_by_number)
        ) candidate ORDER BY rank LIMIT 1
    ) c
), created AS (
    INSERT INTO conversations_conversation (wa_id, user_id, profile_name)
    SELECT DISTINCT ON (COALESCE(i.user_id, i.wa_id))
        CASE WHEN NOT EXISTS (SELECT FROM conversations_conversation c WHERE c.wa_id = i.wa_id) THEN i.wa_id END,
        i.user_id, i.profile_name
    FROM item i WHERE NOT EXISTS (SELECT FROM known k WHERE k.n = i.n)
        AND NOT EXISTS (SELECT FROM conversations_inboundmessage m WHERE m.vendor_id = i.vendor_id)
    ON CONFLICT DO NOTHING
    RETURNING id, wa_id, user_id
), placed AS (
    SELECT i.*, COALESCE(
        (SELECT k.id FROM known k WHERE k.n = i.n),
        (SELECT c.id FROM created c WHERE c.user_id = i.user_id
            OR (c.wa_id = i.wa_id AND (c.user_id IS NULL OR i.user_id IS NULL)) LIMIT 1)
    ) AS conversation_id FROM item i
), stored AS (
    INSERT INTO conversations_inboundmessage
        (conversation_id, vendor_id, kind, text, tap_id, media_id, reply_to, sent_at, received_at, payload, media_state,
         processed_at, result)
    SELECT conversation_id, vendor_id, kind, text, tap_id, media_id, reply_to, sent_at, %s, payload,
           CASE WHEN media_id <> '' AND kind IN ('image', 'document', 'voice') THEN 'pending' ELSE 'none' END,
           CASE WHEN NOT ours THEN now() END, CASE WHEN ours THEN '' ELSE 'other_number' END
    FROM placed WHERE conversation_id IS NOT NULL ORDER BY n
    ON CONFLICT (vendor_id) DO NOTHING
    RETURNING id, conversation_id, media_state, processed_at
), woken AS (
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)
    SELECT DISTINCT 'default', %s, 10, 'turn:' || conversation_id, jsonb_build_object('conversation_id', conversation_id)
    FROM stored WHERE processed_at IS NULL
    UNION ALL
    SELECT 'default', %s, 5, 'media:' || id, jsonb_build_object('message_id', id)
    FROM stored WHERE processed_at IS NULL AND media_state = 'pending'
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
), repeated AS (
    UPDATE conversations_inboundmessage SET repeats = LEAST(repeats + 1, 32767)
    WHERE id = ANY (ARRAY(
        SELECT m.id FROM item i CROSS JOIN LATERAL (
            SELECT id FROM conversations_inboundmessage WHERE vendor_id = i.vendor_id LIMIT 1 FOR UPDATE SKIP LOCKED
        ) m
    ))
)
SELECT count(*) FROM placed p
WHERE conversation_id IS NULL AND NOT EXISTS (SELECT FROM conversations_inboundmessage m WHERE m.vendor_id = p.vendor_id)
"""

STORE_REPORTS = """
WITH item AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS i(
        wamid text, status text, at timestamptz, callback_data text, error_code int, error_text text, category text,
        payload jsonb)
), stored AS (
    INSERT INTO conversations_deliveryreport
        (wamid, status, at, callback_data, error_code, error_text, category, payload, received_at)
    SELECT wamid, status, at, callback_data, error_code, error_text, category, payload, %s FROM item
    ON CONFLICT (wamid, status) DO NOTHING
    RETURNING id
)
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)
SELECT 'default', %s, 5, 'reports', '{}' FROM stored LIMIT 1
ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
"""

STORE_ACCOUNT_NEWS = """
WITH stored AS (
    INSERT INTO conversations_inboundmessage
        (vendor_id, kind, text, tap_id, media_id, reply_to, sent_at, received_at, payload)
    SELECT vendor_id, 'account', field, '', '', '', %s, %s, payload
    FROM jsonb_to_recordset(%s::jsonb) AS i(vendor_id text, field text, payload jsonb)
    ON CONFLICT (vendor_id) DO NOTHING
    RETURNING id
)
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)
SELECT 'default', %s, 3, 'account-news', '{}' FROM stored LIMIT 1
ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
"""


def store(batch: Batch, received_at: datetime) -> None:
    """Stores every item once, however often it is delivered, and wakes the worker for each person.

    Each statement succeeds or fails on its own and repeats are ignored, so a failure in between is repaired by WhatsApp's
    redelivery of the whole body.

    Raises:
        django.db.Error: if something could not be stored; the caller answers 5xx, and WhatsApp sends it again.
    """
    try:
        _store(batch, received_at)
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()  # a kept connection that the server has closed since: once more on a new one
        _store(batch, received_at)


def _cursor() -> CursorWrapper:
    """Gives a cursor that leaves parameters to the server, which then plans each statement once per connection.

    Planning costs PostgreSQL as much as storing. The health check of `connection.cursor()` would be one more round trip.
    """
    connection.ensure_connection()
    cursor: Any = psycopg.Cursor(connection.connection)  # the stubs know only cursors that are wrapped already
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


def _store(batch: Batch, received_at: datetime) -> None:
    with _cursor() as cursor:
        if batch.messages:
            messages = json.dumps([_message(n, item) for n, item in enumerate(batch.messages)])
            values: list[Any] = [messages, received_at, TURN, LOAD_MEDIA]
            cursor.execute(STORE_MESSAGES, values)
            # Somebody's very first messages in two webhooks at once: the loser of that race finds the person next time.
            # So do two new people of one number, of whom only the first could have it.
            if cursor.fetchone()[0]:
                cursor.execute(STORE_MESSAGES, values)
        if batch.reports:
            reports = json.dumps([_report(item) for item in batch.reports])
            cursor.execute(STORE_REPORTS, [reports, received_at, APPLY_REPORTS])
        if batch.account:
            news = json.dumps([_account(item) for item in batch.account])
            cursor.execute(STORE_ACCOUNT_NEWS, [received_at, received_at, news, ACCOUNT_NEWS])


def _message(n: int, item: MessageItem) -> dict[str, Any]:
    return {
        "n": n,
        "vendor_id": item.vendor_id,
        "kind": item.kind,
        "wa_id": item.person.wa_id,
        "user_id": item.person.user_id,
        "profile_name": item.person.profile_name,
        "sent_at": item.sent_at.isoformat(),
        "text": item.text,
        "tap_id": item.tap_id,
        "media_id": item.media_id,
        "reply_to": item.reply_to,
        "payload": item.payload,
        # Bodies without metadata have been seen; a person must not wait in vain because of that.
        "ours": item.phone_number_id in {"", settings.WHATSAPP_PHONE_NUMBER_ID},
        "told_by_number": item.person.told_by_number,
    }


def _report(item: ReportItem) -> dict[str, Any]:
    return {
        "wamid": item.wamid,
        "status": item.status,
        "at": item.at.isoformat(),
        "callback_data": item.callback_data,
        "error_code": item.error_code,
        "error_text": item.error_text,
        "category": item.category,
        "payload": item.payload,
    }


def _account(item: AccountItem) -> dict[str, Any]:
    return {"vendor_id": item.vendor_id, "field": item.field, "payload": item.payload}
