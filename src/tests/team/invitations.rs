//! Joining: by a letter, once, for its address only.

use super::*;

#[tokio::test]
async fn somebody_new_joins_by_the_link_of_the_letter() {
    let app = TestApp::start().await;
    let path = invite(&app, " New.Person@Example.com ", "STAFF").await;
    let letter = newest_letter(&app);
    assert!(letter.contains("new.person@example.com"), "{letter}");
    let stored: Vec<Vec<u8>> = {
        let mut work = app.scope().begin().await.unwrap();
        sqlx::query_scalar("select token_hash from invitations").fetch_all(work.conn()).await.unwrap()
    };
    assert!(!stored.iter().any(|hash| path.as_bytes().windows(hash.len()).any(|part| part == hash)), "the token is stored");

    let mut browser = app.stranger();
    browser.accept_language = Some("si".to_owned());
    let page = browser.open(&path).await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("si"));
    assert!(page.text("h1").contains("Kandy Test"), "{page:?}");
    assert!(page.visible().contains("OWNER Test") && page.visible().contains("කාර්ය මණ්ඩලය"), "who invites to what: {page:?}");
    let refused = browser.submit_form(&page, JOIN, &[("name", " "), ("password", "short")]).await;
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#name", "#password"]);
    let home = browser.submit_form(&page, JOIN, &[("name", "Kumari"), ("password", "a long enough word")]).await;
    assert_eq!((home.status, home.path.as_str()), (StatusCode::OK, "/"), "{home:?}");
    assert_eq!(home.text(".sidebar-brand .name"), "Kandy Test");
    assert_eq!(home.attribute("html", "lang").as_deref(), Some("si"), "the language of the page is kept");
    assert_eq!(memberships(&app, "new.person@example.com").await, 1);
    let verified: bool = sqlx::query_scalar("select email_verified_at is not null from users where email = 'new.person@example.com'")
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert!(verified, "the letter has shown whose the address is");

    let again = app.stranger().open(&path).await;
    assert!(!again.has(JOIN) && again.has("a[href^='/login?next=']"), "a link is good once: {again:?}");
    let token = path.rsplit('/').next().unwrap();
    let late =
        app.stranger().call("/api/access/join_by_invitation", &[("token", token), ("name", "x"), ("password", "long enough now")]).await;
    assert_eq!(conflict(&late), "access-error-invitation-accepted");
    app.assert_quiet().await;
}

#[tokio::test]
async fn who_joins_is_signed_in_as_anybody_else() {
    let app = TestApp::start().await;
    let path = invite(&app, "new.person@example.com", "STAFF").await;
    let mut browser = app.stranger();
    let page = browser.open(&path).await;
    browser.submit_form(&page, JOIN, &[("name", "Kumari"), ("password", "a long enough word")]).await;
    assert!(browser.cookies.contains_key("device"), "the browser is not known again");
    let (ip, agent): (Option<String>, Option<String>) = sqlx::query_as(
        "select host(s.ip), s.user_agent from sessions s join users u on u.id = s.user_id where u.email = 'new.person@example.com'",
    )
    .fetch_one(app.db.global())
    .await
    .unwrap();
    assert_eq!((ip.as_deref(), agent.as_deref()), (Some("203.0.113.7"), Some("Test/1")));
    let log = "select count(*) from audit_logs a join users u on u.id = a.user_id where a.action = 'access.signed_in' and u.email = 'new.person@example.com'";
    assert_eq!(tenant_count(&app.scope(), log).await, 1);
    let session = browser.cookies.get("sid").cloned();
    let guest = fixtures::member(&app.other, "STAFF");
    let path = invite(&app, &guest.email, "WAREHOUSE").await;
    let mut guest = app.sign_in_as(&guest).await;
    let before = guest.cookies.get("sid").cloned();
    let page = guest.open(&path).await;
    guest.submit_form(&page, ACCEPT, &[]).await;
    assert!(
        guest.cookies.contains_key("sid") && guest.cookies.get("sid") != before.as_ref() && before != session,
        "the session keeps its id"
    );
    app.assert_quiet().await;
}

#[tokio::test]
async fn somebody_with_an_account_signs_in_first_and_belongs_to_both() {
    let app = TestApp::start().await;
    let guest = fixtures::member(&app.other, "STAFF");
    sqlx::query("update users set locale = 'ta' where email = $1").bind(&guest.email).execute(app.db.global()).await.unwrap();
    let path = invite(&app, &guest.email, "WAREHOUSE").await;
    assert!(newest_letter(&app).contains("lang=\"ta\""), "the letter is not in the person's language");

    let mut browser = app.stranger();
    let page = browser.open(&path).await;
    assert!(!page.has(JOIN), "an account is made for somebody who has one: {page:?}");
    let login = page.attribute("a[href^='/login?next=']", "href").unwrap();
    let login = browser.open(&login).await;
    let page = browser
        .submit_form(&login, "form[action='/api/access/sign_in']", &[("email", &guest.email), ("password", fixtures::PASSWORD)])
        .await;
    assert_eq!(page.path, path, "signing in does not come back to the invitation");
    let home = browser.submit_form(&page, ACCEPT, &[]).await;
    assert_eq!((home.path.as_str(), home.text(".sidebar-brand .name").as_str()), ("/", "Kandy Test"));
    assert!(home.has(".toast"));
    assert_eq!(memberships(&app, &guest.email).await, 2);
    let names = home.texts(".topbar form[action='/api/access/choose_organization'] button");
    assert_eq!(names.len(), 2, "{names:?}");
    let moved = browser
        .submit_form(&home, ".topbar form[action='/api/access/choose_organization']", &[("organization_id", &app.other.id.to_string())])
        .await;
    assert_eq!(moved.text(".sidebar-brand .name"), "Galle Test");
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_invitation_accepted_many_times_at_once_gives_one_membership() {
    let app = TestApp::start().await;
    let path = invite(&app, "new@example.com", "STAFF").await;
    let token = path.rsplit('/').next().unwrap().to_owned();
    let tries = (0..6).map(|number| {
        let (mut browser, token) = (app.stranger(), token.clone());
        tokio::spawn(async move {
            let values = [("token", token.as_str()), ("name", "New"), ("password", "a long enough word")];
            (number, browser.call("/api/access/join_by_invitation", &values).await.status)
        })
    });
    let outcomes: Vec<_> = futures::future::join_all(tries).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|(_, status)| status.is_success()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|(_, status)| status.is_success() || *status == StatusCode::CONFLICT), "{outcomes:?}");
    assert_eq!(memberships(&app, "new@example.com").await, 1);

    let guest = fixtures::member(&app.other, "VIEWER");
    let path = invite(&app, &guest.email, "VIEWER").await;
    let token = path.rsplit('/').next().unwrap().to_owned();
    let browser = app.sign_in_as(&guest).await;
    let clicks = (0..6).map(|_| {
        let (mut browser, token) = (browser.clone(), token.clone());
        tokio::spawn(async move { browser.call("/api/access/accept_invitation", &[("token", &token)]).await.status })
    });
    for status in futures::future::join_all(clicks).await {
        // A click whose session another one has already moved is a stranger's.
        let status = status.unwrap();
        assert!(status.is_success() || status == StatusCode::UNAUTHORIZED, "{status}");
    }
    assert_eq!(memberships(&app, &guest.email).await, 2);
    let joined = tenant_count(&app.scope(), "select count(*) from audit_logs where action = 'access.member_joined'").await;
    assert_eq!(joined, 2, "one for each person");
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_invitation_is_for_its_address_only() {
    let app = TestApp::start().await;
    let path = invite(&app, "new@example.com", "ADMIN").await;
    let token = path.rsplit('/').next().unwrap().to_owned();
    let mut other = app.sign_in_as(&fixtures::member(&app.other, "STAFF")).await;
    let page = other.open(&path).await;
    assert!(!page.has(ACCEPT) && !page.has(JOIN), "{page:?}");
    assert!(page.visible().contains("new@example.com") && page.visible().contains("staff@galle-test.example"), "{page:?}");
    assert!(page.has("main form[action='/api/access/sign_out']"));
    let refused = other.call("/api/access/accept_invitation", &[("token", &token)]).await;
    assert_eq!(conflict(&refused), "access-error-invitation-address");
    let refused = other.call("/api/access/join_by_invitation", &[("token", &token), ("name", "x"), ("password", "long enough now")]).await;
    assert_eq!(conflict(&refused), "access-error-invitation-address");
    assert_eq!(memberships(&app, "staff@galle-test.example").await, 1);
}

#[tokio::test]
async fn an_invitation_ends_and_can_be_sent_again_or_taken_back() {
    let app = TestApp::start().await;
    let first = invite(&app, "new@example.com", "STAFF").await;
    let invitation: Uuid = {
        let mut work = app.scope().begin().await.unwrap();
        sqlx::query_scalar("select id from invitations").fetch_one(work.conn()).await.unwrap()
    };
    let invitation = invitation.to_string();
    let values = [("invitation_id", invitation.as_str())];
    let mut owner = app.sign_in("OWNER").await;
    let staff = role_id(&app, "STAFF").await;
    let again = owner.call(INVITE, &[("email", "NEW@example.com"), ("role_id", &staff)]).await;
    assert!(again.body.contains("access-error-already-invited"), "{}", again.body);
    let member = owner.call(INVITE, &[("email", "staff@kandy-test.example"), ("role_id", &staff)]).await;
    assert!(member.body.contains("access-error-already-member"), "{}", member.body);
    for typed in ["", "nobody", "a@b", "a b@example.com", "a@example.com\r\nBcc: b@example.com"] {
        assert_eq!(
            owner.call(INVITE, &[("email", typed), ("role_id", &staff)]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{typed:?}"
        );
    }

    app.clock.advance(TimeDelta::days(7));
    let page = app.stranger().open(&first).await;
    assert!(!page.has(JOIN), "a week has passed: {page:?}");
    let mut late = app.stranger();
    let token = first.rsplit('/').next().unwrap();
    let refused = late.call("/api/access/join_by_invitation", &[("token", token), ("name", "x"), ("password", "long enough now")]).await;
    assert_eq!(conflict(&refused), "access-error-invitation-expired");

    assert_eq!(owner.call("/api/access/resend_invitation", &values).await.status, StatusCode::OK);
    assert_eq!(owner.call("/api/access/resend_invitation", &values).await.status, StatusCode::TOO_MANY_REQUESTS, "nobody is flooded");
    app.drain().await;
    let second = link(&app);
    assert_ne!(first, second);
    assert_eq!(app.stranger().get(&first).await.status, StatusCode::NOT_FOUND, "the old link opens nothing");
    assert!(app.stranger().open(&second).await.has(JOIN));

    assert_eq!(owner.call("/api/access/revoke_invitation", &values).await.status, StatusCode::OK);
    assert_eq!(owner.call("/api/access/revoke_invitation", &values).await.status, StatusCode::NOT_FOUND);
    assert!(!app.stranger().open(&second).await.has(JOIN));
    let letters = app.letters().len();
    app.drain().await;
    assert_eq!(app.letters().len(), letters, "nobody is written to about what was taken back");
    assert_eq!(memberships(&app, "new@example.com").await, 0);
    let fresh = owner.call(INVITE, &[("email", "new@example.com"), ("role_id", &staff)]).await;
    assert_eq!(fresh.status, StatusCode::OK, "a new one can be made");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_suspended_organization_takes_nobody_in() {
    let app = TestApp::start().await;
    let path = invite(&app, "new@example.com", "STAFF").await;
    sqlx::query("update organizations set status = 'SUSPENDED' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let token = path.rsplit('/').next().unwrap();
    let values = [("token", token), ("name", "x"), ("password", "long enough now")];
    let refused = app.stranger().call("/api/access/join_by_invitation", &values).await;
    assert_eq!(conflict(&refused), "error-organization-suspended");
}

#[tokio::test]
async fn who_is_let_in_nowhere_accepts_and_signs_in_then() {
    let app = TestApp::start().await;
    let guest = fixtures::member(&app.other, "STAFF");
    let id = user_id(&app, &guest.email).await;
    service::set_active(&app.other_scope(), id, false).await.unwrap();
    let path = invite(&app, &guest.email, "STAFF").await;
    let mut browser = app.stranger();
    let page = browser.open(&path).await;
    let page = browser.submit_form(&page, "form[action='/api/access/accept_then_sign_in']", &[]).await;
    assert_eq!(page.path, path);
    assert!(!browser.cookies.contains_key("sid"), "the link alone opens the account");
    let home = app.sign_in_as(&guest).await.open("/").await;
    assert_eq!(home.text(".sidebar-brand .name"), "Kandy Test");
    // For everybody else the link is no way around the sign-in page.
    let known = fixtures::member(&app.other, "VIEWER");
    let path = invite(&app, &known.email, "STAFF").await;
    let token = path.rsplit('/').next().unwrap();
    let refused = app.stranger().call("/api/access/accept_then_sign_in", &[("token", token)]).await;
    assert_eq!(conflict(&refused), "access-error-invitation-account");
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_letter_is_in_the_organizations_language() {
    let app = TestApp::start().await;
    for language in Language::ALL {
        sqlx::query("update organizations set locale = $2 where id = $1")
            .bind(app.organization.id)
            .bind(language.code())
            .execute(app.db.global())
            .await
            .unwrap();
        let path = invite(&app, &format!("new-{}@example.com", language.code()), "STAFF").await;
        let letter = newest_letter(&app);
        assert!(letter.contains(&format!("lang=\"{}\"", language.code())), "{letter}");
        assert!(letter.contains("multipart/alternative"), "{letter}");
        assert!(app.stranger().get(&path).await.headers.get(header::REFERRER_POLICY).is_some());
    }
    assert!(add_user(&app.scope(), "x", "x", "x".to_owned(), "STAFF").await.is_err());
}
