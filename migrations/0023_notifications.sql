-- What a person should know, and every message that leaves.
create table notifications (
    organization_id uuid not null references organizations,
    id uuid not null,
    user_id uuid not null references users,
    type text not null check (type in ('ORDER', 'PAYMENT', 'DELIVERY', 'SYSTEM', 'PROMOTION', 'INFLUENCER')),
    title_key text not null check (title_key <> ''),
    message_key text not null check (message_key <> ''),
    data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'), -- what the texts name, and under "link" where it leads
    dedupe_key text,
    is_read boolean not null default false,
    read_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, user_id, dedupe_key),
    check (is_read = (read_at is not null))
);
create index notifications_user_id_idx on notifications (organization_id, user_id, created_at desc, id desc);
create index notifications_unread_idx on notifications (organization_id, user_id, created_at desc, id desc) where not is_read;
create index notifications_read_idx on notifications (organization_id, created_at) where is_read;
select tenant_table('notifications');

create table notification_settings (
    organization_id uuid not null references organizations,
    id uuid not null,
    user_id uuid not null references users,
    email_enabled boolean not null default true,
    sms_enabled boolean not null default false,
    push_enabled boolean not null default true,
    order_notifications boolean not null default true,
    payment_notifications boolean not null default true,
    delivery_notifications boolean not null default true,
    system_notifications boolean not null default true,
    promotion_notifications boolean not null default true,
    email_muted text[] not null default '{}', -- types whose letters were ended with the link in one of them
    digest text not null default 'DAILY' check (digest in ('INSTANT', 'HOURLY', 'DAILY')),
    digested_until timestamptz not null default now(), -- what came before this is in a digest
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, user_id)
);
create index notification_settings_digest_idx on notification_settings (organization_id, digested_until) where digest <> 'INSTANT';
select tenant_table('notification_settings');

create table device_tokens (
    organization_id uuid not null references organizations,
    id uuid not null,
    user_id uuid not null references users,
    token text not null check (token <> ''),
    platform text not null check (platform in ('IOS', 'ANDROID', 'WEB')),
    device_name text not null default '',
    is_active boolean not null default true,
    last_used_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, token)
);
create index device_tokens_user_id_idx on device_tokens (organization_id, user_id);
select tenant_table('device_tokens');

create table pwa_subscriptions (
    organization_id uuid not null references organizations,
    id uuid not null,
    user_id uuid not null references users,
    endpoint text not null check (endpoint <> ''),
    keys jsonb not null check (keys ? 'p256dh' and keys ? 'auth'),
    device_name text not null default '',
    is_active boolean not null default true,
    last_used_at timestamptz,
    failed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, endpoint)
);
create index pwa_subscriptions_user_id_idx on pwa_subscriptions (organization_id, user_id);
select tenant_table('pwa_subscriptions');

create table messages_out (
    organization_id uuid not null references organizations,
    id uuid not null,
    channel text not null check (channel in ('EMAIL', 'SMS', 'WHATSAPP', 'PUSH')),
    recipient text not null check (recipient <> ''),
    customer_id uuid,
    user_id uuid references users,
    locale text not null check (locale in ('en', 'si', 'ta')),
    template text not null,
    event_type text,
    subject text,
    body text not null,
    metadata jsonb not null default '{}',
    segments integer check (segments > 0),
    cost numeric(14, 4) check (cost >= 0),
    status text not null default 'PENDING' check (status in ('PENDING', 'SENT', 'DELIVERED', 'FAILED', 'SUPPRESSED')),
    dedupe_key text not null,
    related_type text,
    related_id uuid,
    provider_id text,
    error text,
    sent_at timestamptz,
    delivered_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, dedupe_key),
    foreign key (organization_id, customer_id) references customers (organization_id, id)
);
create index messages_out_created_at_idx on messages_out (organization_id, created_at desc, id desc);
create index messages_out_user_id_idx on messages_out (organization_id, user_id, created_at desc, id desc);
create index messages_out_customer_id_idx on messages_out (organization_id, customer_id, created_at desc, id desc);
create index messages_out_related_idx on messages_out (organization_id, related_type, related_id);
select tenant_table('messages_out');
