//! Every page with made-up content: what the tests of all pages look at, and what the gallery shows.

use askama::DynTemplate;

use crate::apparatus::list::page::ApparatusPage;
use crate::apparatus::show::page::ItemPage;
use crate::calendar::page::CalendarPage;
use crate::calendar::put_back::page::PutBackPage;
use crate::calendar::sites::page::SitesPage;
use crate::catalogue::draft::page::DraftPage;
use crate::catalogue::list::page::CataloguePage;
use crate::catalogue::show::page::PracticalPage;
use crate::chat::desk::page::DeskPage;
use crate::chat::message::page::MessagePage;
use crate::chat::room::page::RoomPage;
use crate::evening::all::page::EveningsPage;
use crate::evening::erase::page::ErasePage;
use crate::evening::list::page::ListPage;
use crate::evening::publish::page::PublishPage;
use crate::evening::read::page::EveningPage;
use crate::evening::save::page::SavePage;
use crate::evening::set_up::page::SetUpPage;
use crate::evidence::page::EvidencePage;
use crate::exception::page::{ConfirmPage, DayPage};
use crate::first_day::page::FirstDayPage;
use crate::idea::page::IdeasPage;
use crate::network::begin::page::NewNetworkPage;
use crate::network::chats::page::ChatsPage;
use crate::network::code::page::CodePage;
use crate::network::feed::page::FeedPage;
use crate::network::join::page::JoinPage;
use crate::network::manage::page::ManagePage;
use crate::network::show::page::NetworkPage;
use crate::people::correct::page::CorrectPage;
use crate::people::invitation::page::InvitationPage;
use crate::people::invite::page::InvitedPage;
use crate::people::list::page::PeoplePage;
use crate::policy::page::PolicyPage;
use crate::prep::board::page::BoardPage;
use crate::prep::inbox::page::InboxPage;
use crate::prep::initials::page::InitialsPage;
use crate::problem::page::ProblemPage;
use crate::requisition::form::page::FormPage;
use crate::requisition::sheet::page::SheetPage;
use crate::school::page::SchoolPage;
use crate::search::page::SearchPage;
use crate::sign_in::page::SignInPage;
use crate::sign_in::sessions::page::SessionsPage;
use crate::timetable::choose::page::ChoosePage;
use crate::timetable::preview::page::PreviewPage;
use crate::timetable::set_up::page::TimetablePage;
use crate::timetable::subjects::page::SubjectsPage;
use crate::timetable::week::page::WeekPage;

/// Every page as HTML, with a name that no other has.
#[expect(clippy::too_many_lines, reason = "a table, a line for each page")]
pub fn every_page() -> askama::Result<Vec<(&'static str, String)>> {
    let write = |name, page: &dyn DynTemplate| page.dyn_render().map(|html| (name, html));
    [
        write("sign-in", &SignInPage::sample()),
        write("sign-in, empty", &SignInPage::empty()),
        write("sign-in, to send", &SignInPage::sample_to_send()),
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
        write("initials", &InitialsPage::sample()),
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
        write("a person", &CorrectPage::sample()),
        write("a person of two schools", &CorrectPage::empty()),
        write("invited", &InvitedPage::sample()),
        write("invited, again", &InvitedPage::empty()),
        write("invitation", &InvitationPage::sample()),
        write("invitation, empty", &InvitationPage::empty()),
        write("sessions", &SessionsPage::sample()),
        write("sessions, empty", &SessionsPage::empty()),
        write("first day", &FirstDayPage::sample()),
        write("first day, empty", &FirstDayPage::empty()),
        write("school", &SchoolPage::sample()),
        write("school, in another zone", &SchoolPage::moving()),
        write("school, as it stands", &SchoolPage::empty()),
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
        write("sites", &SitesPage::sample()),
        write("sites, empty", &SitesPage::empty()),
        write("put back", &PutBackPage::sample()),
        write("day", &DayPage::sample()),
        write("day, to confirm", &ConfirmPage::sample()),
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
        write("set-up", &SetUpPage::sample()),
        write("set-up, new", &SetUpPage::empty()),
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
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::FormPage;

    fn every_page() -> Vec<(&'static str, String)> {
        super::every_page().expect("every page renders")
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

    /// What is typed here has nothing to do with whoever owns the telephone: a browser fills in nothing that no field
    /// asks for.
    #[test]
    fn every_field_says_what_a_browser_may_fill_in() {
        for (name, html) in every_page() {
            for field in html.split("<input").skip(1).chain(html.split("<textarea").skip(1)) {
                let tag = field.split('>').next().unwrap_or_default();
                let is_typed_into = !tag.contains(" readonly")
                    && ["hidden", "checkbox", "radio", "file"]
                        .iter()
                        .all(|kind| !tag.contains(&format!("type=\"{kind}\"")));
                assert!(
                    !is_typed_into || tag.contains(" autocomplete=\""),
                    "{name} has a field that says nothing: <{tag}>"
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
