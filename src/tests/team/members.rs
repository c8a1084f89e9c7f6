//! People: who is in, who is out, and that an owner always stays.

use super::*;

#[tokio::test]
async fn who_is_deactivated_is_out_at_once_and_comes_back_with_the_same_role() {
    let app = TestApp::start().await;
    let (mut owner, mut staff) = (app.sign_in("OWNER").await, app.sign_in("STAFF").await);
    let id = id_of(&app, "STAFF").await.to_string();
    let values = [("user_id", id.as_str())];
    let page = owner.open(&format!("/settings/users?dialog=deactivate&member={id}")).await;
    let page = owner.submit_form(&page, &format!("form[action='{DEACTIVATE}']"), &[]).await;
    assert_eq!(page.path, "/settings/users");
    assert!(page.has(".toast"));
    assert_eq!(staff.get("/orders").await.status, StatusCode::SEE_OTHER);
    let left: i64 = sqlx::query_scalar("select count(*) from sessions where user_id = $1")
        .bind(Uuid::parse_str(&id).unwrap())
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(left, 0, "the session is still there");
    assert_eq!(owner.call(REACTIVATE, &values).await.status, StatusCode::OK);
    assert_eq!(staff.get("/orders").await.status, StatusCode::SEE_OTHER, "the old session does not come back");
    assert_eq!(
        app.sign_in("STAFF").await.open("/settings/users").await.text(".topbar .menu-title .muted"),
        "staff@kandy-test.example · Staff"
    );
    let sql = "select count(*) from audit_logs where action in ('access.member_deactivated', 'access.member_reactivated')";
    assert_eq!(tenant_count(&app.scope(), sql).await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_account_ends_with_its_last_membership_and_not_before() {
    let app = TestApp::start().await;
    let mut member = fixtures::member(&app.organization, "STAFF");
    "VIEWER".clone_into(&mut member.role);
    fixtures::add_member(&app.other_scope(), &member).await;
    let id = user_id(&app, &member.email).await;
    let mut elsewhere = app.sign_in_as(&member).await;
    elsewhere.post_form("/api/access/choose_organization", &[("organization_id", &app.other.id.to_string())]).await;
    service::remove(&app.scope(), id).await.unwrap();
    assert_eq!(elsewhere.open("/").await.text(".sidebar-brand .name"), "Galle Test", "the other organization's session goes on");
    assert_eq!(user_id(&app, &member.email).await, id);
    service::remove(&app.other_scope(), id).await.unwrap();
    assert_eq!(elsewhere.get("/").await.status, StatusCode::SEE_OTHER);
    let ended: bool =
        sqlx::query_scalar("select deleted_at is not null from users where id = $1").bind(id).fetch_one(app.db.global()).await.unwrap();
    assert!(ended);

    // Who ran the platform keeps the account; an address that is free again can be invited anew.
    let admin = id_of(&app, "ADMIN").await;
    sqlx::query("update users set is_platform_admin = true where id = $1").bind(admin).execute(app.db.global()).await.unwrap();
    service::remove(&app.scope(), admin).await.unwrap();
    assert_eq!(id_of(&app, "ADMIN").await, admin);
    let path = invite(&app, &member.email, "STAFF").await;
    assert!(app.stranger().open(&path).await.has(JOIN), "the address belongs to nobody now");
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_organizations_that_let_go_of_somebody_at_once_end_the_account() {
    let app = TestApp::start().await;
    let mut member = fixtures::member(&app.organization, "STAFF");
    "VIEWER".clone_into(&mut member.role);
    fixtures::add_member(&app.other_scope(), &member).await;
    let id = user_id(&app, &member.email).await;
    let (one, two) = (app.scope(), app.other_scope());
    let (first, second) = tokio::join!(service::remove(&one, id), service::remove(&two, id));
    first.unwrap();
    second.unwrap();
    let ended: bool =
        sqlx::query_scalar("select deleted_at is not null from users where id = $1").bind(id).fetch_one(app.db.global()).await.unwrap();
    assert!(ended);
}

#[tokio::test]
async fn the_last_owner_can_not_be_demoted_deactivated_removed_or_leave() {
    let app = TestApp::start().await;
    let id = id_of(&app, "OWNER").await;
    let staff = role_id(&app, "STAFF").await;
    let scope = app.scope();
    for outcome in [
        service::change_role(&scope, id, &staff).await.map(drop),
        service::set_active(&scope, id, false).await.map(drop),
        service::remove(&scope, id).await.map(drop),
    ] {
        assert!(matches!(&outcome, Err(Error::App(AppError::Conflict { key, .. })) if key == "access-error-last-owner"), "{outcome:?}");
    }
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/settings/organizations?dialog=leave").await;
    let refused = owner.submit_form(&page, "form[action='/api/access/leave_organization']", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text("dialog .alert").contains("last active owner"), "{refused:?}");
    for (path, key) in [(DEACTIVATE, "access-error-yourself"), (REMOVE, "access-error-yourself")] {
        assert_eq!(conflict(&owner.call(path, &[("user_id", &id.to_string())]).await), key, "{path}");
    }
    let own_id = id.to_string();
    let demoted = owner.call(CHANGE_ROLE, &[("user_id", &own_id), ("role_id", &staff)]).await;
    assert_eq!(conflict(&demoted), "access-error-last-owner");

    // With a second one, an inactive owner is no owner.
    let second = Member { email: "second@kandy-test.example".to_owned(), role: "OWNER".to_owned() };
    let second_id = fixtures::add_member(&app.scope(), &second).await;
    service::set_active(&scope, second_id, false).await.unwrap();
    assert!(service::remove(&scope, id).await.is_err());
    service::set_active(&scope, second_id, true).await.unwrap();
    service::remove(&scope, id).await.unwrap();
    app.assert_quiet().await;
}

#[tokio::test]
async fn of_two_owners_who_remove_each_other_at_once_one_stays() {
    for round in 0..5 {
        let app = TestApp::start().await;
        let second = Member { email: "second@kandy-test.example".to_owned(), role: "OWNER".to_owned() };
        let second_id = fixtures::add_member(&app.scope(), &second).await;
        let first = fixtures::member(&app.organization, "OWNER");
        let first_id = user_id(&app, &first.email).await;
        let (one, two) = (scope_of(&app, &first.email, "OWNER").await, scope_of(&app, &second.email, "OWNER").await);
        let (by_one, by_two) = match round % 3 {
            0 => tokio::join!(async { service::remove(&one, second_id).await.map(drop) }, async {
                service::remove(&two, first_id).await.map(drop)
            }),
            1 => tokio::join!(async { service::set_active(&one, second_id, false).await.map(drop) }, async {
                service::leave(&two).await.map(drop)
            }),
            _ => tokio::join!(async { service::leave(&one).await.map(drop) }, async { service::leave(&two).await.map(drop) }),
        };
        let owners: i64 = sqlx::query_scalar(
            "select count(*) from memberships m join users u on u.id = m.user_id and u.deleted_at is null
             where m.organization_id = $1 and m.status = 'ACTIVE' and m.user_id in ($2, $3)",
        )
        .bind(app.organization.id)
        .bind(first_id)
        .bind(second_id)
        .fetch_one(app.db.global())
        .await
        .unwrap();
        assert_eq!(owners, 1, "round {round}: {by_one:?} {by_two:?}");
    }
}

#[tokio::test]
async fn the_page_of_people_shows_them_and_changes_nothing_for_who_may_not() {
    let app = TestApp::start().await;
    invite(&app, "new@example.com", "STAFF").await;
    sqlx::query("update users set mfa_secret_enc = 'x', mfa_enabled = true where email = 'admin@kandy-test.example'")
        .execute(app.db.global())
        .await
        .unwrap();
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open("/settings/users").await;
    assert_eq!(page.text("h1"), "Team");
    assert_eq!(page.text(".page-head .count"), "7");
    let admin = page.texts("tbody tr").into_iter().find(|row| row.contains("admin@kandy-test.example")).unwrap();
    assert!(admin.contains("Admin") && admin.contains("Yes") && admin.contains("Active"), "{admin}");
    assert!(page.visible().contains("new@example.com"));
    assert!(!page.has(".main form[method=post]") && !page.has("main a[href*='dialog=']"), "a button for who may not: {page:?}");
    assert!(!staff.open("/settings/users?dialog=invite").await.has("dialog form[method=post]"));
    let found = staff.open("/settings/users?q=WARE").await;
    assert_eq!(found.texts("tbody tr").len(), 1, "{found:?}");
    assert!(staff.open("/settings/users?q=%25").await.texts("tbody tr").is_empty(), "a wildcard finds nothing");
    let theirs = user_id(&app, "staff@galle-test.example").await;
    let mut owner = app.sign_in("OWNER").await;
    assert!(
        !owner.open(&format!("/settings/users?dialog=remove&member={theirs}")).await.has("dialog[open] form"),
        "somebody else's people"
    );
    assert_eq!(owner.call(REMOVE, &[("user_id", &theirs.to_string())]).await.status, StatusCode::NOT_FOUND);
    let roles = staff.open("/settings/roles").await;
    assert!(!roles.has("main .menu") && roles.has(".permission-table"));
    assert_eq!(staff.get("/settings/roles/new").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_long_list_of_people_is_paged() {
    let app = TestApp::start().await;
    for number in 0..55 {
        let email = format!("person{number}@kandy-test.example");
        sqlx::query(
            "with person as (insert into users (id, email, name) values ($1, $2, $2) returning id)
                     insert into memberships (user_id, organization_id, role_id, created_at)
                     select person.id, $3, $4, now() - make_interval(mins => $5) from person",
        )
        .bind(new_id())
        .bind(email)
        .bind(app.organization.id)
        .bind(Uuid::parse_str(&role_id(&app, "VIEWER").await).unwrap())
        .bind(number)
        .execute(app.db.global())
        .await
        .unwrap();
    }
    let mut owner = app.sign_in("OWNER").await;
    let first = owner.open("/settings/users").await;
    assert_eq!((first.text(".page-head .count").as_str(), first.texts("tbody tr").len()), ("62", 50));
    let next = first.attribute("a[rel=next]", "href").unwrap();
    let second = owner.open(&next).await;
    assert_eq!(second.texts("tbody tr").len(), 12);
    let back = owner.open(&second.attribute("a[rel=prev]", "href").unwrap()).await;
    assert_eq!(back.texts("tbody tr"), first.texts("tbody tr"));
}

#[tokio::test]
async fn leaving_leads_to_the_next_organization_or_out() {
    let app = TestApp::start().await;
    let mut member = fixtures::member(&app.organization, "STAFF");
    "VIEWER".clone_into(&mut member.role);
    fixtures::add_member(&app.other_scope(), &member).await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open("/settings/organizations").await;
    assert!(page.visible().contains("Kandy Test") && page.visible().contains("Galle Test"));
    let form = "form[action='/api/access/leave_organization']";
    let page = browser.open("/settings/organizations?dialog=leave").await;
    let page = browser.submit_form(&page, form, &[]).await;
    assert_eq!((page.path.as_str(), page.text(".sidebar-brand .name").as_str()), ("/", "Galle Test"), "{page:?}");
    let page = browser.open("/settings/organizations?dialog=leave").await;
    let page = browser.submit_form(&page, form, &[]).await;
    assert_eq!(page.path, "/login");
    assert_eq!(memberships(&app, &member.email).await, 0);
    let again = app.stranger().post_form("/api/access/sign_in", &[("email", &member.email), ("password", fixtures::PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_functions_of_the_team_reach_the_organization_of_the_transaction_only() {
    let app = TestApp::start().await;
    let theirs = user_id(&app, "staff@galle-test.example").await;
    let own = id_of(&app, "STAFF").await;
    let viewer = Uuid::parse_str(&role_id(&app, "VIEWER").await).unwrap();
    let mut work = app.scope().begin().await.unwrap();
    let answer: String = sqlx::query_scalar("select membership_end($1, now())").bind(theirs).fetch_one(work.conn()).await.unwrap();
    assert_eq!(answer, "NOT_FOUND");
    let answer: String =
        sqlx::query_scalar("select membership_change($1, $2, 'DISABLED')").bind(theirs).bind(viewer).fetch_one(work.conn()).await.unwrap();
    assert_eq!(answer, "NOT_FOUND");
    // Outside of an organization they find nothing.
    for sql in ["select membership_end($1, now())", "select membership_change($1, gen_random_uuid(), 'DISABLED')"] {
        let answer: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).bind(own).fetch_one(app.db.global()).await.unwrap();
        assert_eq!(answer, "NOT_FOUND", "{sql}");
    }
    let mut work = app.scope().begin().await.unwrap();
    let refused = sqlx::query("select team_sessions_end($1)").bind(own).execute(work.conn()).await.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"));
}
