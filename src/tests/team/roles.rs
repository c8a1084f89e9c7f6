//! Roles: what they allow, and that nobody gives what they lack.

use super::*;

#[tokio::test]
async fn nobody_gives_what_they_lack() {
    let app = TestApp::start().await;
    let mut lead = somebody_who_may(
        &app,
        "Team lead",
        &[Permission::UsersRead, Permission::UsersWrite, Permission::RolesWrite, Permission::OrdersRead],
    )
    .await;
    let staff_id = id_of(&app, "STAFF").await.to_string();
    let influencer = id_of(&app, "INFLUENCER").await.to_string();
    let lead_id = user_id(&app, "team-lead@kandy-test.example").await.to_string();
    let (owner_role, staff_role, lead_role) =
        (role_id(&app, "OWNER").await, role_id(&app, "STAFF").await, role_id(&app, "Team lead").await);

    // By invitation and by a change of role, of others and of oneself.
    let page = lead.call(INVITE, &[("email", "friend@example.com"), ("role_id", &staff_role)]).await;
    assert_eq!(forbidden(&page).as_deref(), Some("orders.write"), "{page:?}");
    let page = lead.call(CHANGE_ROLE, &[("user_id", &influencer), ("role_id", &staff_role)]).await;
    assert_eq!(forbidden(&page).as_deref(), Some("orders.write"));
    let page = lead.call(CHANGE_ROLE, &[("user_id", &lead_id), ("role_id", &owner_role)]).await;
    assert_eq!(conflict(&page), "access-error-owner-only");
    // Who has more is out of reach.
    for path in [DEACTIVATE, REMOVE] {
        assert_eq!(forbidden(&lead.call(path, &[("user_id", &staff_id)]).await).as_deref(), Some("orders.write"), "{path}");
    }
    assert_eq!(
        forbidden(&lead.call(CHANGE_ROLE, &[("user_id", &staff_id), ("role_id", &lead_role)]).await).as_deref(),
        Some("orders.write")
    );
    // By making or changing a role.
    let page = lead
        .call("/api/access/create_role", &[("name", "Mine"), ("permissions[]", "orders.read"), ("permissions[]", "orders.write")])
        .await;
    assert_eq!(forbidden(&page).as_deref(), Some("orders.write"), "{page:?} {}", page.body);
    let page =
        lead.call("/api/access/update_role", &[("role_id", &lead_role), ("name", "Team lead"), ("permissions[]", "audit.read")]).await;
    assert_eq!(forbidden(&page).as_deref(), Some("audit.read"));
    let page = lead.call("/api/access/update_role", &[("role_id", &staff_role), ("name", "Staff"), ("permissions[]", "orders.read")]).await;
    assert_eq!(conflict(&page), "access-error-role-built-in");
    somebody_who_may(&app, "Auditor", &[Permission::AuditRead]).await;
    let auditor = role_id(&app, "Auditor").await;
    let page = lead.call("/api/access/update_role", &[("role_id", &auditor), ("name", "Auditor"), ("permissions[]", "orders.read")]).await;
    assert_eq!(forbidden(&page).as_deref(), Some("audit.read"), "a role that has more is out of reach");
    assert_eq!(
        forbidden(&lead.call("/api/access/delete_role", &[("role_id", &auditor), ("replacement_id", &lead_role)]).await).as_deref(),
        Some("audit.read")
    );
    // What the pages offer is what the server takes.
    let page = lead.open("/settings/users?dialog=invite").await;
    let offered = page.texts("dialog select option");
    assert!(
        offered.contains(&"Team lead".to_owned()) && !offered.contains(&"Owner".to_owned()) && !offered.contains(&"Staff".to_owned()),
        "{offered:?}"
    );
    let page = lead.open("/settings/roles/new").await;
    assert!(page.has("#permission-orders-read:not([disabled])") && page.has("#permission-orders-write[disabled]"));
    let page = lead.post_form(CHANGE_ROLE, &[("user_id", &influencer), ("role_id", &staff_role)]).await;
    assert!(
        page.visible().contains("Change orders") && page.visible().contains("orders.write"),
        "the refusal does not name what lacks: {page:?}"
    );

    // What they have they may give.
    let page = lead.call(CHANGE_ROLE, &[("user_id", &influencer), ("role_id", &lead_role)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    // An admin makes no owner and unmakes none.
    let mut admin = app.sign_in("ADMIN").await;
    let owner_id = id_of(&app, "OWNER").await.to_string();
    assert_eq!(conflict(&admin.call(CHANGE_ROLE, &[("user_id", &staff_id), ("role_id", &owner_role)]).await), "access-error-owner-only");
    assert_eq!(conflict(&admin.call(REMOVE, &[("user_id", &owner_id)]).await), "access-error-owner-only");
    assert_eq!(
        conflict(&admin.call(INVITE, &[("email", "friend@example.com"), ("role_id", &owner_role)]).await),
        "access-error-owner-only"
    );
    app.assert_quiet().await;
}

#[tokio::test]
async fn rights_are_read_anew_under_the_lock() {
    let app = TestApp::start().await;
    let admin = fixtures::member(&app.organization, "ADMIN");
    // The request of an admin has begun, and then they lose their rights.
    let scope = scope_of(&app, &admin.email, "ADMIN").await;
    let id = user_id(&app, &admin.email).await;
    service::change_role(&app.scope(), id, &role_id(&app, "VIEWER").await).await.unwrap();
    let victim = id_of(&app, "STAFF").await;
    let outcome = service::remove(&scope, victim).await;
    assert!(matches!(&outcome, Err(Error::App(AppError::Forbidden(key))) if key == "users.write"), "{outcome:?}");
    let outcome = service_invitations::invite(&scope, "friend@example.com", &role_id(&app, "VIEWER").await).await;
    assert!(matches!(&outcome, Err(Error::App(AppError::Forbidden(_)))), "{outcome:?}");
    service::remove(&app.scope(), id).await.unwrap();
    assert!(matches!(service::remove(&scope, victim).await, Err(Error::App(AppError::Unauthenticated))));
}

#[tokio::test]
async fn a_role_is_made_copied_changed_and_replaced() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/settings/roles/new?from={}", role_id(&app, "WAREHOUSE").await)).await;
    assert!(
        page.has("#permission-orders-fulfil[checked]") && !page.has("#permission-orders-write[checked]"),
        "a copy begins as what it is of"
    );
    let form = "form[action='/api/access/create_role']";
    for (name, key) in [("", "#name"), ("owner", "#name"), ("හිමිකරු", "#name")] {
        let refused = owner.submit_form(&page, form, &[("name", name)]).await;
        assert_eq!(refused.attributes(".error-summary a", "href"), [key], "{name:?}: {refused:?}");
        assert!(refused.has("#permission-orders-fulfil[checked]"), "what was ticked is lost");
    }
    let refused = owner.submit_form(&page, form, &[("name", "Nothing"), ("permissions[]", "")]).await;
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#permissions"]);
    let page = owner
        .submit_form(&page, form, &[("name", " Packing   lead "), ("permissions[]", "orders.read"), ("permissions[]", "orders.fulfil")])
        .await;
    assert_eq!(page.path, "/settings/roles");
    let heads = page.texts(".permission-table thead th");
    assert_eq!(heads.last().map(String::as_str), Some("Packing lead"), "{heads:?}");
    assert_eq!(heads[1], "Owner", "built-in roles are called in the language of the page");
    let id = role_id(&app, "Packing lead").await;

    let staff = id_of(&app, "STAFF").await.to_string();
    assert_eq!(owner.call(CHANGE_ROLE, &[("user_id", &staff), ("role_id", &id)]).await.status, StatusCode::OK);
    let mut packer = app.sign_in("STAFF").await;
    assert_eq!(packer.get("/customers").await.status, StatusCode::FORBIDDEN);
    let page = owner.open(&format!("/settings/roles/{id}")).await;
    let form = "form[action='/api/access/update_role']";
    let typed = [("name", "Packing lead"), ("permissions[]", "orders.read"), ("permissions[]", "customers.read")];
    owner.submit_form(&page, form, &typed).await;
    assert_eq!(packer.get("/customers").await.status, StatusCode::OK, "a changed role holds from the next request on");

    invite(&app, "new@example.com", "Packing lead").await;
    let page = owner.open(&format!("/settings/roles?dialog=delete&role={id}")).await;
    let form = "form[action='/api/access/delete_role']";
    let refused = owner.submit_form(&page, form, &[]).await;
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#replacement_id"], "{refused:?}");
    let viewer = role_id(&app, "VIEWER").await;
    let page = owner.submit_form(&page, form, &[("replacement_id", &viewer)]).await;
    assert_eq!(page.path, "/settings/roles", "{page:?}");
    assert!(!page.visible().contains("Packing lead") || page.has(".toast"));
    let moved =
        tenant_count(&app.scope(), "select count(*) from invitations i join roles r on r.id = i.role_id where r.name = 'VIEWER'").await;
    assert_eq!(moved, 1, "the open invitation has the other role");
    assert_eq!(packer.open("/settings/profile").await.text(".topbar .menu-title .muted"), "staff@kandy-test.example · Viewer");
    let logged =
        tenant_count(&app.scope(), "select count(*) from audit_logs where action like 'access.role_%' and resource = 'role'").await;
    assert_eq!(logged, 3);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_refusal_names_the_permission_in_the_persons_language() {
    let app = TestApp::start().await;
    let mut viewer = app.sign_in("VIEWER").await;
    for (language, words) in [("en", "Change orders"), ("si", "ඇණවුම් වෙනස් කරන්න"), ("ta", "ஆர்டர்களை மாற்று")]
    {
        viewer.post_form("/api/access/choose_language", &[("language", language)]).await;
        let page = viewer.get("/orders/new").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.visible().contains(words) && page.visible().contains("orders.write"), "{language}: {page:?}");
        let form = viewer.post_form("/api/orders/create_order", &[]).await;
        assert!(form.visible().contains(words), "{language}: {form:?}");
    }
}
