//! What each page shows: plain structs with everything already in words, beside their templates.

pub mod apparatus;
pub mod calendar;
pub mod catalogue;
pub mod chat;
pub mod chat_work;
pub mod evening;
pub mod evidence;
pub mod first_day;
pub mod idea;
pub mod network;
pub mod people;
pub mod policy;
pub mod prep;
pub mod problem;
pub mod requisition;
pub mod search;
pub mod timetable;

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::{
        apparatus::{list::ApparatusPage, show::ItemPage},
        calendar::CalendarPage,
        catalogue::{draft::DraftPage, list::CataloguePage, show::PracticalPage},
        chat::{desk::DeskPage, message::MessagePage, room::RoomPage},
        chat_work::{erase::ErasePage, list::ListPage, plan::PlanPage, publish::PublishPage, save::SavePage},
        evening::{list::EveningsPage, show::EveningPage},
        evidence::EvidencePage,
        first_day::FirstDayPage,
        idea::list::IdeasPage,
        network::{
            chats::ChatsPage, code::CodePage, feed::FeedPage, join::JoinPage, manage::ManagePage,
            new::NewNetworkPage, show::NetworkPage,
        },
        people::{
            invitation::InvitationPage, invited::InvitedPage, list::PeoplePage, sessions::SessionsPage,
            sign_in::SignInPage,
        },
        policy::PolicyPage,
        prep::board::BoardPage,
        problem::ProblemPage,
        requisition::{form::FormPage, inbox::InboxPage, sheet::SheetPage},
        search::SearchPage,
        timetable::{
            choose::ChoosePage, preview::PreviewPage, show::TimetablePage, subjects::SubjectsPage,
            week::WeekPage,
        },
    };

    fn every_page() -> Vec<(&'static str, String)> {
        let write =
            |name, page: &dyn askama::DynTemplate| (name, page.dyn_render().expect("the page renders"));
        vec![
            write("sign-in", &SignInPage::sample()),
            write("sign-in, empty", &SignInPage::empty()),
            write("problem", &ProblemPage::sample()),
            write("week", &WeekPage::sample()),
            write("week, empty", &WeekPage::empty()),
            write("form with a clash", &FormPage::sample()),
            write("form in time", &FormPage::sample_free()),
            write("form, finding", &FormPage::sample_finding()),
            write("form, empty", &FormPage::empty()),
            write("sheet", &SheetPage::sample()),
            write("sheet, sent", &SheetPage::sample_sent()),
            write("sheet, empty", &SheetPage::empty()),
            write("board", &BoardPage::sample()),
            write("board, empty", &BoardPage::empty()),
            write("inbox", &InboxPage::sample()),
            write("inbox, empty", &InboxPage::empty()),
            write("catalogue", &CataloguePage::sample()),
            write("catalogue, empty", &CataloguePage::empty()),
            write("practical", &PracticalPage::sample()),
            write("practical, empty", &PracticalPage::empty()),
            write("practical, a draft", &PracticalPage::sample_draft()),
            write("draft", &DraftPage::sample()),
            write("draft, empty", &DraftPage::empty()),
            write("ideas", &IdeasPage::sample()),
            write("ideas, empty", &IdeasPage::empty()),
            write("chats", &ChatsPage::sample()),
            write("chats, empty", &ChatsPage::empty()),
            write("join", &JoinPage::sample()),
            write("join, empty", &JoinPage::empty()),
            write("new network", &NewNetworkPage::sample()),
            write("new network, empty", &NewNetworkPage::empty()),
            write("network", &NetworkPage::sample()),
            write("network, empty", &NetworkPage::empty()),
            write("looking after a network", &ManagePage::sample()),
            write("looking after a network, empty", &ManagePage::empty()),
            write("a code", &CodePage::sample()),
            write("a code, empty", &CodePage::empty()),
            write("a calendar address", &FeedPage::sample()),
            write("a calendar address, empty", &FeedPage::empty()),
            write("apparatus", &ApparatusPage::sample()),
            write("apparatus, empty", &ApparatusPage::empty()),
            write("item", &ItemPage::sample()),
            write("item, empty", &ItemPage::empty()),
            write("people", &PeoplePage::sample()),
            write("people, empty", &PeoplePage::empty()),
            write("invited", &InvitedPage::sample()),
            write("invited, again", &InvitedPage::empty()),
            write("invitation", &InvitationPage::sample()),
            write("invitation, empty", &InvitationPage::empty()),
            write("sessions", &SessionsPage::sample()),
            write("sessions, empty", &SessionsPage::empty()),
            write("first day", &FirstDayPage::sample()),
            write("first day, empty", &FirstDayPage::empty()),
            write("timetable", &TimetablePage::sample()),
            write("timetable, empty", &TimetablePage::empty()),
            write("preview", &PreviewPage::sample()),
            write("preview, empty", &PreviewPage::empty()),
            write("subjects", &SubjectsPage::sample()),
            write("subjects, empty", &SubjectsPage::empty()),
            write("choose", &ChoosePage::sample()),
            write("choose, empty", &ChoosePage::empty()),
            write("calendar", &CalendarPage::sample()),
            write("calendar, empty", &CalendarPage::empty()),
            write("policy", &PolicyPage::sample()),
            write("policy, empty", &PolicyPage::empty()),
            write("evidence", &EvidencePage::sample()),
            write("evidence, empty", &EvidencePage::empty()),
            write("room", &RoomPage::sample()),
            write("room, empty", &RoomPage::empty()),
            write("message", &MessagePage::sample()),
            write("message, empty", &MessagePage::empty()),
            write("desk", &DeskPage::sample()),
            write("desk, empty", &DeskPage::empty()),
            write("search", &SearchPage::sample()),
            write("search, empty", &SearchPage::empty()),
            write("plan", &PlanPage::sample()),
            write("plan, new", &PlanPage::empty()),
            write("list", &ListPage::sample()),
            write("list, empty", &ListPage::empty()),
            write("publish", &PublishPage::sample()),
            write("publish, in review", &PublishPage::empty()),
            write("save", &SavePage::sample()),
            write("save, a draft", &SavePage::sample_draft()),
            write("save, without a school", &SavePage::empty()),
            write("erasure", &ErasePage::sample()),
            write("erasure, nobody named", &ErasePage::empty()),
            write("evenings", &EveningsPage::sample()),
            write("evenings, found", &EveningsPage::sample_found()),
            write("evenings, none", &EveningsPage::empty()),
            write("evening", &EveningPage::sample()),
            write("evening, empty", &EveningPage::empty()),
        ]
    }

    #[test]
    fn no_page_carries_what_the_content_policy_forbids() {
        for (name, html) in every_page() {
            for banned in
                [" style=", " onclick=", " onsubmit=", " hx-on", "<style", "<script>", "javascript:", "//cdn"]
            {
                assert!(!html.contains(banned), "{name} carries {banned}");
            }
        }
    }

    #[test]
    fn every_form_that_changes_something_may_be_sent_twice() {
        for (name, html) in every_page() {
            for form in html.split("<form").skip(1) {
                let form = form.split("</form>").next().unwrap_or_default();
                let changes = form.split('>').next().is_some_and(|tag| tag.contains("method=\"post\""));
                assert!(
                    !changes || form.contains("name=\"once\""),
                    "{name} has a form without its key: {form}"
                );
            }
        }
    }

    #[test]
    fn no_two_elements_of_a_page_share_an_id() {
        for (name, html) in every_page() {
            let mut ids: Vec<&str> =
                html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(all, ids.len(), "{name} repeats an id");
        }
    }

    #[test]
    fn a_page_alone_weighs_less_than_fifteen_kilobytes_compressed() {
        use std::io::Write as _;
        for (name, html) in every_page() {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(html.as_bytes()).expect("memory takes it");
            let weight = encoder.finish().expect("memory takes it").len();
            assert!(weight < 15_000, "{name} weighs {weight} bytes");
        }
    }

    #[test]
    fn what_people_typed_is_shown_as_text() {
        let mut page = FormPage::sample_free();
        page.lesson = "<b>9X & \"friends\"</b>".to_owned();
        let html = page.render().expect("the page renders");
        assert!(!html.contains("<b>9X") && html.contains("&#60;b&#62;9X &#38;"));
    }
}
