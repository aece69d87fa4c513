//! Correcting people, through their page.

use axum::http::StatusCode;
use domain::people::Role;

use crate::site::Site;

testing::on_both_databases! {
    async fn a_person_is_corrected_and_has_their_new_roles_on_their_next_page(database: &Database) {
        let site = Site::on(database).await;
        let person = site.school.member("B. Teacher").await.account();
        let theirs = site.browser("B. Teacher").await;
        assert_eq!(theirs.get("/board").await.status, StatusCode::FORBIDDEN);
        let office = site.browser("An Administrator").await;
        let address = format!("/people/{person}");
        let list = office.get("/people").await;
        assert!(list.html().contains(&format!("href=\"{address}\"")), "{}", list.words());
        let form = office.get(&address).await.form(&address);
        assert_eq!((form.get("name"), form.get("role"), form.get("staff")), ("B. Teacher", "teacher", "B. Teacher"));
        let done = office.sends(&form.with("name", "B. Made-Up").with("role", "technician").with("staff", "")).await;
        assert_eq!(done.location(), "/people?did=saved");
        // Nobody signs in again.
        let board = theirs.get("/board").await;
        assert_eq!(board.status, StatusCode::OK);
        assert!(board.words().contains("B. Made-Up"), "{}", board.words());
        // A technician sees people and corrects nobody.
        assert!(!theirs.get("/people").await.html().contains("href=\"/people/"));
        assert_eq!(theirs.get(&address).await.status, StatusCode::FORBIDDEN);
    }

    async fn what_is_wrong_stands_beside_what_was_typed(database: &Database) {
        let site = Site::on(database).await;
        let person = site.school.member("B. Teacher").await.account();
        let office = site.browser("An Administrator").await;
        let address = format!("/people/{person}");
        let form = office.get(&address).await.form(&address);
        let before = site.events().await;
        let wrong = form.with("name", " ").with("staff", "C. Teacher").with("mentor", "c. teacher").with("role", "trainee");
        let again = office.sends(&wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.words().contains("Give a name of at most 200 characters."), "{}", again.words());
        let again = again.form(&address).with("name", "B. <i>Teacher</i>");
        assert_eq!((again.get("staff"), again.get("mentor"), again.get("role")), ("C. Teacher", "c. teacher", "trainee"));
        let wrong = office.sends(&again).await;
        assert!(wrong.words().contains("Nobody is their own mentor."), "{}", wrong.words());
        assert!(!wrong.html().contains("<i>Teacher"), "it is escaped");
        let mut again = wrong.form(&address).with("mentor", "A. Teacher");
        again.fields.retain(|(name, _)| name != "role");
        let wrong = office.sends(&again).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.words().contains("Choose at least one role."), "{}", wrong.words());
        assert_eq!(site.events().await, before);
        let right = office.sends(&wrong.form(&address).with("role", "trainee")).await;
        assert_eq!(right.location(), "/people?did=saved");
        assert!(!office.get("/people").await.html().contains("<i>Teacher"), "it is escaped");
        assert_eq!(site.events().await, before + 1);
    }

    async fn ending_access_says_what_is_open_and_who_left_leaves_it_listed(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let office = site.browser("An Administrator").await;
        let teacher = school.teacher("B. Teacher").await;
        let end = format!("/people/{}/end", teacher.account());
        assert!(!office.get("/people").await.form(&end).words.contains("open"));
        let lesson = school.lesson("B. Teacher", school.next_monday(), 1).await;
        let id = teacher.sends(&testing::asking("Cells", &[]), &lesson).await.unwrap().id;
        let people = office.get("/people").await;
        let confirm = people.form(&end);
        assert!(confirm.words.contains("1 request of theirs is open."), "{}", confirm.words);
        let address = format!("href=\"/requisitions/{id}\"");
        assert!(!people.html().contains(&address), "whoever may not read requests gets no link");
        school.add("Everybody", &Role::ALL[..7], None, None).await;
        let everybody = site.browser("Everybody").await.get("/people").await;
        assert!(everybody.html().contains(&address), "{}", everybody.html());
        office.sends_and_follows(&confirm).await;
        // It stays, it is listed, and a technician takes it over.
        let technician = site.browser("A. Technician").await;
        let list = technician.get("/people").await;
        assert!(list.html().contains(&address) && list.shows("1 request of theirs is open."), "{}", list.words());
        let sheet = technician.get(&format!("/requisitions/{id}")).await;
        technician.sends_and_follows(&sheet.form(&format!("/requisitions/{id}/withdraw"))).await;
        assert!(!technician.get("/people").await.shows("request of theirs"));
    }

    async fn nobody_locks_themselves_out(database: &Database) {
        let site = Site::on(database).await;
        let own = site.school.administrator().await.account();
        let office = site.browser("An Administrator").await;
        let address = format!("/people/{own}");
        let form = office.get(&address).await.form(&address).with("role", "teacher");
        let wrong = office.sends(&form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.shows("You cannot take the administrator’s role from yourself"), "{}", wrong.words());
        assert_eq!(office.get("/people").await.status, StatusCode::OK);
    }

    async fn two_at_once_see_each_others_correction(database: &Database) {
        let site = Site::on(database).await;
        site.school.add("Another Administrator", &[Role::Administrator], None, None).await;
        let person = site.school.member("B. Teacher").await.account();
        let (one, other) = (site.browser("An Administrator").await, site.browser("Another Administrator").await);
        let address = format!("/people/{person}");
        let (first, second) = (one.get(&address).await.form(&address), other.get(&address).await.form(&address));
        one.sends(&first.with("role", "technician")).await;
        let before = site.events().await;
        let late = other.sends(&second.with("role", "head-of-science").with("name", "B. Typed")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.words().contains("Now it is: B. Teacher. Technician. In the timetable as B. Teacher."), "{}", late.words());
        assert_eq!(site.events().await, before);
        let again = late.form(&address);
        assert_eq!((again.get("role"), again.get("name")), ("head-of-science", "B. Typed"));
        assert_eq!(other.sends(&again).await.location(), "/people?did=saved");
        assert_eq!(site.events().await, before + 1);
    }

    async fn corrections_of_different_fields_both_stand(database: &Database) {
        let site = Site::on(database).await;
        let person = site.school.member("B. Teacher").await.account();
        let office = site.browser("An Administrator").await;
        let address = format!("/people/{person}");
        let open = async || office.get(&address).await.form(&address);
        let (first, second, third) = (open().await, open().await, open().await);
        office.sends_and_follows(&first.with("name", "B. Renamed")).await;
        office.sends_and_follows(&second.with("role", "technician")).await;
        let kept = open().await;
        assert_eq!((kept.get("name"), kept.get("role"), kept.get("staff")), ("B. Renamed", "technician", "B. Teacher"));
        // What both corrected comes back, and what only the other did stands as they left it.
        let stopped = office.sends(&third.with("name", "B. Again").with("mentor", "A. Teacher")).await;
        assert_eq!(stopped.status, StatusCode::CONFLICT);
        assert!(stopped.shows("It is “B. Renamed” now."), "{}", stopped.words());
        let again = stopped.form(&address);
        assert_eq!((again.get("name"), again.get("role"), again.get("mentor")), ("B. Again", "technician", "A. Teacher"));
        office.sends_and_follows(&again).await;
        let kept = open().await;
        assert_eq!((kept.get("name"), kept.get("role"), kept.get("mentor")), ("B. Again", "technician", "A. Teacher"));
    }

    async fn a_form_that_came_back_with_an_error_still_takes_nothing_from_others(database: &Database) {
        let site = Site::on(database).await;
        let person = site.school.member("B. Teacher").await.account();
        let office = site.browser("An Administrator").await;
        let address = format!("/people/{person}");
        let (first, second) = (office.get(&address).await.form(&address), office.get(&address).await.form(&address));
        office.sends_and_follows(&first.with("role", "technician")).await;
        let wrong = office.sends(&second.with("name", " ")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        office.sends_and_follows(&wrong.form(&address).with("name", "B. Named")).await;
        let kept = office.get(&address).await.form(&address);
        assert_eq!((kept.get("name"), kept.get("role")), ("B. Named", "technician"));
    }

    async fn whoever_has_gone_is_not_corrected(database: &Database) {
        let site = Site::on(database).await;
        let leaver = site.school.add("A. Leaver", &[Role::Teacher], None, None).await;
        let office = site.browser("An Administrator").await;
        let address = format!("/people/{leaver}");
        let form = office.get(&address).await.form(&address);
        office.post(&format!("{address}/end"), &[("once", "end")]).await;
        let before = site.events().await;
        let gone = office.sends(&form.with("role", "technician")).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(gone.words().contains("heir access has ended; invite them again"), "{}", gone.words());
        assert_eq!(office.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.events().await, before);
    }

    async fn a_name_of_two_schools_is_not_offered_to_change(database: &Database) {
        let site = Site::on(database).await;
        let there = site.school.neighbour().await;
        let wanted = actions::people::PersonWanted {
            name: "B. Teacher".to_owned(),
            email: site.school.email("B. Teacher"),
            roles: domain::people::Roles::new([Role::Teacher]),
            staff: None,
            mentor: None,
            password: String::new(),
        };
        let person = actions::people::add(&there.house, there.id, &wanted).await.unwrap();
        let office = site.browser("An Administrator").await;
        let address = format!("/people/{person}");
        let shown = office.get(&address).await;
        assert!(shown.words().contains("They belong to another school of this server too"), "{}", shown.words());
        let form = shown.form(&address);
        assert!(form.fields.iter().all(|(name, _)| name != "name"));
        assert_eq!(office.sends(&form.with("role", "technician")).await.location(), "/people?did=saved");
    }
}
