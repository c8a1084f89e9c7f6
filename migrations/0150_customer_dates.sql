-- Birthdays and anniversaries: only days that there are, and who has one of them soon.

alter table customers add constraint customers_birthday_check check (
    (birth_day is null) = (birth_month is null)
    and (birth_year is null or birth_day is not null)
    and (birth_day is null or birth_day <= case
        when birth_month in (4, 6, 9, 11) then 30
        when birth_month <> 2 then 31
        when birth_year is null or birth_year % 4 = 0 and (birth_year % 100 <> 0 or birth_year % 400 = 0) then 29
        else 28
    end)
);

-- A day of the year in one year. Who was born on 29 February celebrates on the 28th when there is no 29th.
create function yearly_on(p_year integer, p_month integer, p_day integer) returns date language sql immutable parallel safe as $$
    select least(make_date(p_year, p_month, 1) + (p_day - 1), (make_date(p_year, p_month, 1) + interval '1 month')::date - 1)
$$;

-- Whether a day of the year comes today or within so many days.
create function yearly_within(p_month integer, p_day integer, p_today date, p_days integer) returns boolean
language sql immutable parallel safe as $$
    select case when yearly_on(extract(year from p_today)::integer, p_month, p_day) >= p_today
        then yearly_on(extract(year from p_today)::integer, p_month, p_day)
        else yearly_on(extract(year from p_today)::integer + 1, p_month, p_day) end <= p_today + p_days
$$;

-- As before, with the days that come every year. They are counted from the day in store time, which the caller adds to the conditions.
create or replace function customer_matches(c customers, p jsonb, p_now timestamptz) returns boolean language sql stable parallel safe as $$
    select (p ->> 'status' is null or c.status = p ->> 'status')
       and (p ->> 'tag' is null or p ->> 'tag' = any (c.tags))
       and (p ->> 'language' is null or c.locale = p ->> 'language')
       and (p ->> 'spent_from' is null or c.total_spent >= (p ->> 'spent_from')::numeric)
       and (p ->> 'spent_to' is null or c.total_spent <= (p ->> 'spent_to')::numeric)
       and (p ->> 'orders_from' is null or c.total_orders >= (p ->> 'orders_from')::integer)
       and (p ->> 'orders_to' is null or c.total_orders <= (p ->> 'orders_to')::integer)
       and (p ->> 'delivered_from' is null or c.delivered_count >= (p ->> 'delivered_from')::integer)
       and (p ->> 'refused_from' is null or c.refused_count >= (p ->> 'refused_from')::integer)
       and (p ->> 'last_within' is null or c.last_order_at >= p_now - make_interval(days => (p ->> 'last_within')::integer))
       and (p ->> 'last_over' is null or c.last_order_at < p_now - make_interval(days => (p ->> 'last_over')::integer))
       and (p ->> 'birthday_within' is null or c.birth_month is not null
            and yearly_within(c.birth_month, c.birth_day, (p ->> 'today')::date, (p ->> 'birthday_within')::integer))
       and (p ->> 'anniversary_within' is null or c.anniversary is not null
            and yearly_within(extract(month from c.anniversary)::integer, extract(day from c.anniversary)::integer,
                (p ->> 'today')::date, (p ->> 'anniversary_within')::integer))
$$;
