//! Names that carry markup are shown as the words they are.

use std::fmt::Write as _;

use actions::timetable::Brought;
use axum::http::StatusCode;
use domain::people::Role;
use testing::asking;

use crate::site::Site;

/// Markup in each of the ways that a page could let it out.
const SCRIPT: &str = "<script>alert(1)</script>";
const QUOTED: &str = "\"onmouseover=\"alert(1)";
const APOSTROPHE: &str = "'onfocus='alert(1)";
const ELEMENT: &str = "<img src=x onerror=alert(1)>";

fn assert_nothing_let_out(what: &str, html: &str) {
    for raw in ["<script>alert", "\"onmouseover=", "'onfocus=", "<img src=x"] {
        assert!(!html.contains(raw), "{what} lets {raw} out");
    }
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

testing::on_both_databases! {
    async fn names_with_markup_are_words_on_every_page(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let (class, room, subject) = (format!("9X {SCRIPT}"), format!("Lab {QUOTED}"), format!("Biology {ELEMENT}"));
        let teacher = format!("M. Markup {APOSTROPHE}");
        let mut timetable = String::from(
            "\"Activity Id\",\"Day\",\"Hour\",\"Students Sets\",\"Subject\",\"Teachers\",\"Activity Tags\",\"Room\",\"Comments\"\n",
        );
        for (number, day) in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].iter().enumerate() {
            for hour in ["09:00-10:00", "10:00-11:00"] {
                let cells = [&class, &subject, &teacher].map(|text| cell(text)).join(",");
                writeln!(timetable, "\"{}\",\"{day}\",\"{hour}\",{cells},\"\",{},\"\"", number + 1, cell(&room)).unwrap();
            }
        }
        let brought = Brought { files: vec![("X_timetable.csv".to_owned(), timetable.into_bytes())], ..Brought::default() };
        school.bring(&brought).await;
        let permit = domain::people::Actor::operator(school.id).permit().unwrap();
        let choose = actions::timetable::Choose { science: [(subject.clone(), true)].into() };
        school.house.act(&permit, (), choose, None).await.unwrap();
        let names = [&class, &room, &subject, &teacher, SCRIPT, QUOTED, ELEMENT, APOSTROPHE];
        school.add(&teacher, &Role::ALL[..7], Some(&teacher), None).await;
        let item = school
            .add_item(&format!("Microscope {SCRIPT}"), |change| {
                change.place = format!("Shelf {QUOTED}");
                change.counted = Some(3);
                change.count_back = true;
            })
            .await;
        let browser = site.browser(&teacher).await;
        let lesson = school.lesson(&teacher, school.next_monday(), 1).await;
        let title: String = form_urlencoded::byte_serialize(format!("Cells {ELEMENT}").as_bytes()).collect();
        let form = browser
            .get(&format!("/requisitions/new?lesson={}&free={title}", lesson.id))
            .await
            .form("/requisitions")
            .with("words-0", SCRIPT)
            .with("words-quantity-0", QUOTED)
            .with("note", &names.map(str::to_owned).join(" "));
        let wrong = browser.sends(&form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_nothing_let_out("the form again", wrong.html());
        let again = wrong.form("/requisitions");
        assert_eq!((again.get("words-0"), again.get("words-quantity-0")), (SCRIPT, QUOTED));
        let sent = browser.sends(&again.with("words-quantity-0", "2")).await;
        let list = sent.location().split('?').next().unwrap().to_owned();
        let second = school.lesson(&teacher, school.next_monday().saturating_add(jiff::Span::new().days(1)), 1).await;
        let person = school.member(&teacher).await;
        let mut content = asking(&format!("Cells {SCRIPT}"), &[(item, 3)]);
        ELEMENT.clone_into(&mut content.note);
        let id = person.sends(&content, &second).await.unwrap().id;
        person.queries(id, SCRIPT).await.unwrap();
        person.answers(id, QUOTED).await.unwrap();
        let clash = browser.get(&format!("/requisitions/{id}/change")).await;
        let clash = browser.sends(&clash.form("/requisitions").with("quantity-0", "9")).await;
        assert_eq!(clash.status, StatusCode::CONFLICT);
        assert_nothing_let_out("the clash", clash.html());
        let late = school.lesson(&teacher, school.tomorrow(), 1).await;
        person.sends_late(&content, &late, domain::requisition::LateReason::ALL[0]).await.unwrap();
        person.accepts(id).await.unwrap();
        person.delivers(id).await.unwrap();
        let staff = school.staff(&teacher).await;
        let date = second.date;
        let encoded: String = form_urlencoded::byte_serialize(names.map(str::to_owned).join(" ").as_bytes()).collect();
        let mut shown = String::new();
        for address in [
            "/week".to_owned(),
            "/week/2026-01-19".to_owned(),
            format!("/week/of/{staff}/2026-01-19"),
            "/board/2026-01-19".to_owned(),
            format!("/board/{date}?room={encoded}&subject={encoded}&state={encoded}&by={encoded}"),
            format!("/board/{date}?did={encoded}&undo={encoded}&at={encoded}"),
            format!("/board/{date}"),
            "/inbox".to_owned(),
            list,
            format!("/requisitions/{id}"),
            format!("/requisitions/{id}?did=prepare&undo={id}&at={encoded}"),
            format!("/requisitions/new?lesson={}", lesson.id),
            format!("/requisitions/new?lesson={}&q={encoded}", lesson.id),
            format!("/requisitions/practicals?lesson={}&q={encoded}", lesson.id),
            "/week/choose".to_owned(),
            "/catalogue".to_owned(),
            "/apparatus".to_owned(),
            format!("/apparatus/{item}"),
            format!("/apparatus?q={encoded}"),
            "/people".to_owned(),
            "/timetable".to_owned(),
            "/timetable/subjects".to_owned(),
            "/calendar".to_owned(),
            "/policy".to_owned(),
            "/evidence".to_owned(),
            "/set-up".to_owned(),
            "/sessions".to_owned(),
            format!("/search?q={encoded}"),
            format!("/sign-in?next={encoded}"),
            format!("/{encoded}"),
        ] {
            let page = browser.get(&address).await;
            assert!(!page.status.is_server_error(), "{address}: {}", page.status);
            assert_nothing_let_out(&address, page.html());
            shown.push_str(page.html());
        }
        // They were there to be seen.
        for escaped in ["9X &#60;script&#62;alert(1)", "Lab &#34;onmouseover=", "M. Markup &#39;onfocus=", "&#60;img src=x"] {
            assert!(shown.contains(escaped), "no page shows {escaped}");
        }
    }
}
