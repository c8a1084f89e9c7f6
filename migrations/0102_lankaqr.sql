-- The merchant's own LANKAQR code, as the newest account of that kind has it. Accounts come with a later migration; where there are
-- none, nobody has a code.
create function merchant_lankaqr() returns text language plpgsql stable as $$
declare
    v_code text;
begin
    if to_regclass('payment_accounts') is null then
        return null;
    end if;
    select a.settings ->> 'code' into v_code from payment_accounts a
    where a.method = 'LANKAQR' and a.is_active and not a.is_test order by a.created_at desc, a.id desc limit 1;
    return v_code;
end
$$;
revoke all on function merchant_lankaqr() from public;
grant execute on function merchant_lankaqr() to smartstore_app;
