-- Money that is held on a buyer's card and taken later, whole or in part.
alter table payments drop constraint payments_status_check;
alter table payments
    add constraint payments_status_check
        check (status in ('PENDING', 'AUTHORIZED', 'PROCESSING', 'COMPLETED', 'FAILED', 'REFUNDED', 'CHARGED_BACK')),
    add column held numeric(14,2) check (held > 0), -- what was held; it stays when less of it is taken
    -- what the provider was asked to do with the hold and has not answered yet: the same key again does it once
    add column hold_action text check (hold_action in ('CAPTURE', 'RELEASE')),
    add column hold_amount numeric(14,2) check (hold_amount > 0),
    add column hold_key text,
    add check (status <> 'AUTHORIZED' or (held is not null and captured = 0)),
    add check ((hold_action is null) = (hold_key is null)),
    add check (hold_action is null or status = 'AUTHORIZED'),
    add check ((hold_action is not distinct from 'CAPTURE') = (hold_amount is not null)),
    add check (held is null or amount <= held);
