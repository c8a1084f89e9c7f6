-- The merchant's own LANKAQR code, as the newest account of that kind has it; null where there is none.
create function merchant_lankaqr() returns text language sql stable as $$
    select a.settings ->> 'code' from payment_accounts a
    where a.method = 'LANKAQR' and a.is_active and not a.is_test order by a.created_at desc, a.id desc limit 1
$$;
revoke all on function merchant_lankaqr() from public;
grant execute on function merchant_lankaqr() to smartstore_app;
