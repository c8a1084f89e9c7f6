//! What belongs to one organization is out of reach of every other, whatever the program does wrong.

use crate::support::TestApp;
use crate::support::fixtures::{self, things};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use sqlx::{AssertSqlSafe, PgConnection, Row};
use uuid::Uuid;

/// Tables with a column `organization_id` that row level security does not cover: asked by user, before an organization is known.
const GLOBAL: &[&str] = &["memberships"];
/// Not forced on the owner: the worker reads the events of all.
const NOT_FORCED: &[&str] = &["outbox_events"];

async fn tenant_tables(app: &TestApp) -> Vec<String> {
    sqlx::query_scalar(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1",
    )
    .fetch_all(app.db.global())
    .await
    .unwrap()
}

async fn code_of(connection: &mut PgConnection, sql: &str) -> String {
    match sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await {
        Ok(_) => "fine".to_owned(),
        Err(error) => {
            error.as_database_error().and_then(|error| error.code()).map(|code| code.into_owned()).unwrap_or_else(|| error.to_string())
        }
    }
}

/// The SQLSTATE with which a statement is refused in the organization's transaction.
async fn refusal(scope: &Scope, sql: &str) -> String {
    let mut work = scope.begin().await.unwrap();
    code_of(work.conn(), sql).await
}

#[tokio::test]
async fn every_table_of_an_organization_has_forced_row_level_security() {
    let app = TestApp::start().await;
    let tables = tenant_tables(&app).await;
    assert!(tables.len() > 25, "{tables:?}");
    for table in tables.iter().filter(|table| !GLOBAL.contains(&table.as_str())) {
        let row = sqlx::query(
            "select c.relrowsecurity, c.relforcerowsecurity, (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname <> 'lookup') as policies
             from pg_class c where c.oid = $1::regclass",
        )
        .bind(format!("public.{table}"))
        .fetch_one(app.db.global())
        .await
        .unwrap();
        assert!(row.get::<bool, _>(0), "{table} has no row level security");
        assert!(row.get::<bool, _>(1) || NOT_FORCED.contains(&table.as_str()), "row level security of {table} is not forced");
        assert!(row.get::<i64, _>(2) > 0, "{table} has no policy");
    }
}

#[tokio::test]
async fn keys_and_references_begin_with_the_organization() {
    let app = TestApp::start().await;
    let loose: Vec<String> = sqlx::query_scalar(
        "select con.conrelid::regclass || ': ' || con.conname from pg_constraint con
         join pg_attribute own on own.attrelid = con.conrelid and own.attname = 'organization_id'
         where con.contype in ('p', 'f') and con.conrelid::regclass::text not in ('memberships', 'outbox_events')
           and con.connamespace = 'public'::regnamespace
           and not own.attnum = any (con.conkey)
           -- a reference to a table that belongs to nobody
           and not (con.contype = 'f' and not exists (select from pg_attribute a where a.attrelid = con.confrelid and a.attname = 'organization_id'))",
    )
    .fetch_all(app.db.global())
    .await
    .unwrap();
    assert!(loose.is_empty(), "{loose:#?}");
}

#[tokio::test]
async fn without_an_organization_nothing_is_seen_and_nothing_can_be_written() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    for table in tenant_tables(&app).await.iter().filter(|table| !GLOBAL.contains(&table.as_str())) {
        for role in ["set local role smartstore_app", "select 1"] {
            if role == "select 1" && NOT_FORCED.contains(&table.as_str()) {
                continue;
            }
            let mut tx = app.db.begin().await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(role.to_owned())).execute(&mut *tx).await.unwrap();
            let seen: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(&mut *tx).await.unwrap();
            assert_eq!(seen, 0, "{table} shows rows to nobody in particular ({role})");
        }
    }
    let mut tx = app.db.begin().await.unwrap();
    sqlx::raw_sql("set local role smartstore_app").execute(&mut *tx).await.unwrap();
    let without = format!("insert into brands (id, name) values ('{}', 'x')", new_id());
    assert_ne!(code_of(&mut tx, &without).await, "fine");
    let mut tx = app.db.begin().await.unwrap();
    sqlx::raw_sql("set local role smartstore_app").execute(&mut *tx).await.unwrap();
    let with = format!("insert into brands (organization_id, id, name) values ('{}', '{}', 'x')", app.organization.id, new_id());
    assert_eq!(code_of(&mut tx, &with).await, "42501");
}

#[tokio::test]
async fn an_organization_sees_its_own_rows_only() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    things(&app.other_scope()).await;
    for scope in [app.scope(), app.other_scope()] {
        for table in tenant_tables(&app).await.iter().filter(|table| !GLOBAL.contains(&table.as_str())) {
            let mut work = scope.begin().await.unwrap();
            let row = sqlx::query(AssertSqlSafe(format!("select count(*), count(*) filter (where organization_id <> $1) from {table}")))
                .bind(scope.organization.id)
                .fetch_one(work.conn())
                .await
                .unwrap();
            assert_eq!(row.get::<i64, _>(1), 0, "{table} shows rows of somebody else");
        }
        assert_eq!(fixtures::tenant_count(&scope, "select count(*) from products").await, 1);
        assert_eq!(fixtures::tenant_count(&scope, "select count(*) from outbox_events where type = 'test.dead'").await, 1);
    }
}

#[tokio::test]
async fn rows_cannot_be_given_to_or_taken_from_somebody_else() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let theirs = things(&app.other_scope()).await;
    let (scope, other) = (app.scope(), app.other.id);
    assert_eq!(
        refusal(&scope, &format!("insert into brands (organization_id, id, name) values ('{other}', '{}', 'x')", new_id())).await,
        "42501"
    );
    assert_eq!(refusal(&scope, &format!("update categories set organization_id = '{other}' where id = '{}'", own.category)).await, "42501");
    assert_eq!(
        refusal(&scope, &format!("insert into outbox_events (id, organization_id, type) values ('{}', '{other}', 'x')", new_id())).await,
        "42501"
    );
    let order = format!("update orders set customer_id = '{}' where id = '{}'", theirs.customer, own.order);
    assert_eq!(refusal(&scope, &order).await, "23503", "an order refers to somebody else's customer");
    let item = format!("update order_items set variant_id = '{}' where id = '{}'", theirs.variant, own.item);
    assert_eq!(refusal(&scope, &item).await, "23503", "a line refers to somebody else's variant");

    let mut work = scope.begin().await.unwrap();
    for (table, id) in [("products", theirs.product), ("orders", theirs.order), ("customers", theirs.customer)] {
        let changed = sqlx::query(AssertSqlSafe(format!("update {table} set updated_at = now() where id = $1")))
            .bind(id)
            .execute(work.conn())
            .await
            .unwrap();
        assert_eq!(changed.rows_affected(), 0, "{table}");
    }
}

#[tokio::test]
async fn the_role_of_requests_cannot_step_around_the_policies() {
    let app = TestApp::start().await;
    things(&app.other_scope()).await;
    let row = sqlx::query(
        "select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb from pg_roles where rolname = 'smartstore_app'",
    )
    .fetch_one(app.db.global())
    .await
    .unwrap();
    for index in 0..5 {
        assert!(!row.get::<bool, _>(index), "smartstore_app has right number {index}");
    }
    let memberships: Vec<String> = sqlx::query_scalar(
        "select r.rolname::text from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = 'smartstore_app'::regrole
         union select m2.rolname::text from pg_auth_members m join pg_roles m2 on m2.oid = m.member where m.roleid = 'smartstore_lookup'::regrole and not m.admin_option",
    )
    .fetch_all(app.db.global())
    .await
    .unwrap();
    assert!(memberships.is_empty(), "{memberships:?}");
    let owner: bool = sqlx::query_scalar("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert!(!owner, "the connecting role is above the policies");

    let scope = app.scope();
    for (sql, expected) in [
        ("set local row_security = off; select count(*) from products", "42501"),
        ("alter table products disable row level security", "42501"),
        ("alter table products no force row level security", "42501"),
        ("drop policy tenant on products", "42501"),
        ("create policy mine on products using (true)", "42501"),
        ("create table mine (id int)", "42501"),
        ("truncate products", "42501"),
        ("select tenant_table('products')", "42501"),
        ("set local role postgres", "42501"),
        ("set local role smartstore_lookup", "42501"),
        ("set local session_replication_role = replica", "42501"),
        ("select password_hash from users", "42501"),
        ("select * from sessions", "42501"),
        ("select * from login_attempts", "42501"),
        ("delete from orders", "42501"),
        ("update audit_logs set action = 'x'", "42501"),
        ("delete from inventory_movements", "42501"),
        ("update inventory_levels set on_hand = 1000", "42501"),
        (
            "insert into inventory_reservations (id, warehouse_id, variant_id, quantity, owner_type, owner_id) values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'CLAIM', gen_random_uuid())",
            "42501",
        ),
        // Its own name and settings may be changed; see `organization::a_tenant_can_change_its_own_organization_only`.
        ("update organizations set plan = 'PRO'", "42501"),
        ("update organizations set status = 'ACTIVE'", "42501"),
        ("update memberships set status = 'DISABLED'", "42501"),
    ] {
        assert_eq!(refusal(&scope, sql).await, expected, "{sql}");
    }
}

#[tokio::test]
async fn the_owner_of_the_tables_is_bound_by_the_policies_too() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    things(&app.other_scope()).await;
    let mut work = app.scope().begin().await.unwrap();
    sqlx::raw_sql("reset role").execute(work.conn()).await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from products").fetch_one(work.conn()).await.unwrap();
    assert_eq!(seen, 1, "forced row level security shows the owner the rows of the transaction's organization only");
    assert_eq!(code_of(work.conn(), "set local row_security = off; select count(*) from products").await, "42501");
    assert_eq!(
        refusal(&app.scope(), "reset role; update audit_logs set action = 'x'").await,
        "23001",
        "the log is append-only for its owner too"
    );
}

#[tokio::test]
async fn nothing_of_a_request_stays_on_its_connection() {
    let app = TestApp::start().await;
    let db = smartstore::server::Db::connect_lazy(app.db.global().connect_options().as_ref().clone(), 1);
    for end in ["commit", "rollback"] {
        let tx = db.tenant(app.organization.id).await.unwrap();
        if end == "commit" {
            tx.commit().await.unwrap()
        } else {
            tx.rollback().await.unwrap()
        }
        let row = sqlx::query("select coalesce(current_setting('app.organization_id', true), ''), current_setting('role')")
            .fetch_one(db.global())
            .await
            .unwrap();
        assert_eq!((row.get::<String, _>(0), row.get::<String, _>(1)), (String::new(), "none".to_owned()), "after {end}");
    }
    db.global().close().await;
}

#[tokio::test]
async fn functions_with_more_rights_answer_for_the_asking_organization_only() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let theirs = things(&app.other_scope()).await;
    for (scope, expected) in [(app.scope(), own), (app.other_scope(), theirs)] {
        let mut work = scope.begin().await.unwrap();
        for (sql, id) in [
            ("select id from search_orders('Nimal')", expected.order),
            ("select id from search_orders('00K7M')", expected.order),
            ("select id from search_orders('4567')", expected.order),
            ("select id from search_products('brass')", expected.product),
            ("select id from search_products('LAMP-1')", expected.product),
            ("select id from search_customers('perera')", expected.customer),
            ("select id from search_customers('0771234567')", expected.customer),
        ] {
            let found: Vec<Uuid> = sqlx::query_scalar(sql).fetch_all(work.conn()).await.unwrap();
            assert_eq!(found, [id], "{sql}");
        }
    }
    let nobody: i64 = sqlx::query_scalar("select count(*) from search_orders('Nimal')").fetch_one(app.db.global()).await.unwrap();
    assert_eq!(nobody, 0);

    let foreign: i64 = sqlx::query_scalar("select count(*) from access_context($1, $2)")
        .bind(own.user)
        .bind(app.other.id)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(foreign, 0, "a person has rights in an organization that is not theirs");

    let operation = format!(
        r#"select stock_apply(null, now(), '[{{"op": "RECEIVE", "warehouse_id": "{}", "variant_id": "{}", "quantity": 1}}]')"#,
        own.warehouse, theirs.variant
    );
    assert_eq!(refusal(&app.scope(), &operation).await, "SS002", "stock of somebody else's variant");
}

#[tokio::test]
async fn a_search_does_not_read_wildcards_into_what_is_typed() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let mut work = app.scope().begin().await.unwrap();
    for typed in ["%", "_", "%%%", "N_mal", "'; drop table orders; --", "\\", "100%"] {
        let found: Vec<Uuid> = sqlx::query_scalar("select id from search_orders($1)").bind(typed).fetch_all(work.conn()).await.unwrap();
        assert!(found.is_empty(), "{typed}");
    }
}

/// Asks a future so many times and drops it; whether it was given up before it had an answer.
async fn give_up<F: Future>(begun: F, after: usize) -> bool {
    let mut begun = std::pin::pin!(begun);
    for _ in 0..after {
        if futures::poll!(begun.as_mut()).is_ready() {
            return false;
        }
        tokio::task::yield_now().await;
    }
    true
}

#[tokio::test]
async fn a_request_that_is_given_up_while_it_begins_leaves_nothing_open() {
    let app = TestApp::start().await;
    let mut given_up = 0;
    for after in 0..200 {
        // At whatever moment: before a connection is there, while BEGIN is on its way, before its answer is read.
        given_up += usize::from(give_up(app.db.tenant(app.organization.id), after).await);
        given_up += usize::from(give_up(app.db.begin(), after).await);
    }
    assert!(given_up > 20, "{given_up}");
    // As many connections as the pool has, each looked at.
    let mut held = Vec::new();
    for _ in 0..app.db.global().options().get_max_connections() {
        let mut connection = app.db.global().acquire().await.unwrap();
        let (role, organization): (String, Option<String>) =
            sqlx::query_as("select current_user::text, nullif(current_setting('app.organization_id', true), '')")
                .fetch_one(&mut *connection)
                .await
                .unwrap();
        assert_ne!(role, "smartstore_app");
        assert_eq!(organization, None);
        held.push(connection);
    }
    let open: i64 = sqlx::query_scalar(
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    .fetch_one(&mut *held[0])
    .await
    .unwrap();
    assert_eq!(open, 0);
}
