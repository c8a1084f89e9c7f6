-- Lines of an account by day: a file of another format is held against them.
create index bank_statement_lines_booked_on_idx on bank_statement_lines (organization_id, account_id, booked_on);
