"""What holds in the database, whatever the code above it does; and the plan to begin with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Range types bring their own GiST operators, so that no extension is needed to compare the student as well.
PERIODS = """
ALTER TABLE payments_subscription ADD CONSTRAINT payments_periods_do_not_overlap EXCLUDE USING gist (
    int8range(student_id, student_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
);
"""

REFUNDED_SUM = """
CREATE FUNCTION payments_money_back(of_payment bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT sum(amount_kobo) FROM payments_refund
                     WHERE payment_id = of_payment AND status NOT IN ('failed', 'declined')), 0)
         + coalesce((SELECT sum(amount_kobo) FROM payments_dispute
                     WHERE payment_id = of_payment AND resolution IN ('merchant-accepted', 'auto-accepted')), 0)
$$;

CREATE FUNCTION payments_check_money_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid bigint;
BEGIN
    -- The lock makes two sessions take turns, so that neither misses the other's refund.
    SELECT paid_amount_kobo INTO paid FROM payments_payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
    IF payments_money_back(NEW.payment_id) > coalesce(paid, 0) THEN
        RAISE EXCEPTION 'payments_refunds_exceed_payment: payment %', NEW.payment_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER payments_refunds_exceed_payment AFTER INSERT OR UPDATE ON payments_refund
    FOR EACH ROW EXECUTE FUNCTION payments_check_money_back();
CREATE TRIGGER payments_disputes_exceed_payment AFTER INSERT OR UPDATE ON payments_dispute
    FOR EACH ROW EXECUTE FUNCTION payments_check_money_back();
"""

APPEND_ONLY = """
CREATE FUNCTION payments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'payments_ledger_is_append_only: %', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER payments_ledger_is_append_only BEFORE UPDATE OR DELETE ON payments_ledgertransaction
    FOR EACH ROW EXECUTE FUNCTION payments_refuse_change();
CREATE TRIGGER payments_ledger_is_append_only BEFORE UPDATE OR DELETE ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION payments_refuse_change();
"""

BALANCED = """
CREATE FUNCTION payments_check_balance(of_transaction bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM payments_ledgerentry WHERE transaction_id = of_transaction)
       OR EXISTS (SELECT 1 FROM payments_ledgerentry WHERE transaction_id = of_transaction
                  GROUP BY currency HAVING sum(amount_kobo) <> 0) THEN
        RAISE EXCEPTION 'payments_ledger_balances: transaction %', of_transaction USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION payments_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM payments_check_balance(NEW.transaction_id);
    RETURN NULL;
END $$;

CREATE FUNCTION payments_check_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM payments_check_balance(NEW.id);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payments_ledger_balances AFTER INSERT ON payments_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_check_entry();
CREATE CONSTRAINT TRIGGER payments_ledger_balances AFTER INSERT ON payments_ledgertransaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_check_transaction();
"""

DROP = """
DROP TRIGGER payments_ledger_balances ON payments_ledgertransaction;
DROP TRIGGER payments_ledger_balances ON payments_ledgerentry;
DROP TRIGGER payments_ledger_is_append_only ON payments_ledgerentry;
DROP TRIGGER payments_ledger_is_append_only ON payments_ledgertransaction;
DROP TRIGGER payments_disputes_exceed_payment ON payments_dispute;
DROP TRIGGER payments_refunds_exceed_payment ON payments_refund;
DROP FUNCTION payments_check_transaction, payments_check_entry, payments_check_balance, payments_refuse_change,
    payments_check_money_back, payments_money_back;
ALTER TABLE payments_subscription DROP CONSTRAINT payments_periods_do_not_overlap;
"""


def add_monthly(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Admins change it or add others."""
    apps.get_model("payments", "Plan").objects.get_or_create(
        name="Monthly", defaults={"price_kobo": 500_000, "homework_limit": 30, "position": 10}
    )


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RunSQL(PERIODS + REFUNDED_SUM + APPEND_ONLY + BALANCED, DROP),
        migrations.RunPython(add_monthly, migrations.RunPython.noop),
    ]
