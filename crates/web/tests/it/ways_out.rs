//! What somebody can do about a request that is short, or whose lesson is gone.

use actions::calendar::Close;
use testing::{asking, asking_by_the_group};

use crate::site::Site;

testing::on_both_databases! {
    async fn what_is_short_has_its_ways_out_as_buttons_on_inbox_and_sheet(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let microscope = school.counted_item("Microscope", 15).await;
        let lens = school.counted_item("Hand lens", 30).await;
        let mut writing = school.storage.write(school.id).await.unwrap();
        writing.add_alternative(microscope, lens).await.unwrap();
        writing.commit().await.unwrap();
        let teacher = school.teacher("A. Teacher").await;
        let asked = asking_by_the_group("Cells", 15, &[(microscope, 1)]);
        let mut ids = Vec::new();
        for days in [0, 1] {
            let date = school.next_monday().saturating_add(jiff::Span::new().days(days));
            ids.push(teacher.sends(&asked, &school.lesson("A. Teacher", date, 1).await).await.unwrap().id);
        }
        school.change_item(microscope, |item| item.counted = Some(9)).await;
        let technician = site.browser("A. Technician").await;
        let inbox = technician.get("/inbox").await;
        for words in ["Take 9 sets", "Take Hand lens instead", "Move", "Withdraw"] {
            assert!(inbox.shows(words), "{words}: {}", inbox.words());
        }
        let fewer = inbox.form(&format!("/requisitions/{}/fewer-sets", ids[0]));
        let sets = fewer.button("sets", "");
        let done = technician.presses(&fewer, "sets", &sets).await;
        assert!(done.location().starts_with("/inbox?did=change"), "{}", done.location());
        assert_eq!(school.held(ids[0], microscope).await, 9);
        let sheet = site.browser("A. Teacher").await;
        let page = sheet.get(&format!("/requisitions/{}", ids[1])).await;
        let instead = page.form(&format!("/requisitions/{}/alternative", ids[1]));
        let lenses = instead.button("instead", "");
        sheet.presses(&instead, "instead", &lenses).await;
        assert_eq!((school.held(ids[1], microscope).await, school.held(ids[1], lens).await), (0, 15));
        assert!(technician.get("/inbox").await.shows("Nothing waits for you"));
        school.is_sound().await;
    }

    async fn the_teacher_whose_lesson_is_gone_decides_on_the_sheet(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let monday = school.next_monday();
        let lesson = school.lesson("A. Teacher", monday, 1).await;
        let id = school.teacher("A. Teacher").await.sends(&asking("Cells", &[]), &lesson).await.unwrap().id;
        let close = Close { first: monday, last: monday, reason: "Boiler".to_owned() };
        let permit = school.administrator().await.permit().unwrap();
        school.house.act(&permit, (), close, None).await.unwrap();
        let browser = site.browser("A. Teacher").await;
        let sheet = browser.get(&format!("/requisitions/{id}")).await;
        let keep = sheet.form(&format!("/requisitions/{id}/keep-hour"));
        let kept = browser.sends_and_follows(&keep).await;
        assert!(kept.shows("Keeps its hour"), "{}", kept.words());
        let back = browser.sends_and_follows(&kept.form(&format!("/requisitions/{id}/undo"))).await;
        assert!(back.shows("Lesson gone"), "{}", back.words());
        let to = back.form(&format!("/requisitions/{id}/move"));
        let other = school.lesson("A. Teacher", monday.tomorrow().unwrap(), 1).await.id.to_string();
        browser.sends_and_follows(&to.with("lesson", &other)).await;
        assert_eq!(school.requisition(id).await.occasion.lesson.to_string(), other);
    }
}
