//! The frame around a page, for the person who looks at it.

use actions::requisition::Done;
use actions::sign_in::Visitor;
use domain::Permission;
use domain::id::{RequisitionId, SchoolId};
use domain::people::Actor;
use domain::people::permissions::{
    InvitePeople, JoinNetworks, Prepare, SeeApparatus, SeeBoard, SeeCatalogue, SeeDepartmentChats,
    SeeEvidence, SeeInbox, SeePeople, SeeSetUp, SeeWeek, SetCalendar,
};

use crate::fields::Fields;
use crate::parts::{Meaning, Notice, Provisional, Section, Shell, ShellLink, ShellPerson, Theme, UndoLink};
use crate::words::capitalised;

/// The field of an address that names a requisition which one touch changed together with others.
const TOGETHER: &str = "together";

/// The frame of a page, for a visitor.
pub(crate) fn shell(visitor: &Visitor, title: &str, current: Section) -> Shell {
    let school = visitor.school();
    let actor = visitor.actor.as_ref();
    Shell {
        school: school.map_or_else(String::new, |school| school.name.clone()),
        title: title.to_owned(),
        person: Some(ShellPerson {
            name: visitor.visit.name.clone(),
            roles_line: actor.map_or_else(String::new, |actor| capitalised(&actor.roles.words())),
            sign_out_key: visitor.visit.session.to_string(),
        }),
        current,
        links: actor.map_or_else(links_without_school, links),
        notice: None,
        provisional: school.is_some_and(|school| school.provisional).then(|| Provisional {
            words: "Nobody has set the calendar yet. The dates of the school year are a guess, so weeks and deadlines may be off.".to_owned(),
            url: actor.is_some_and(Actor::may::<SetCalendar>).then(|| "/calendar".to_owned()),
        }),
        theme: Theme::Device,
    }
}

fn links(actor: &Actor) -> Vec<ShellLink> {
    let mut links = Vec::new();
    let mut add = |section, words: &str, url: &str| {
        // The first four ways are the ones that matter to this person, and stand at the thumb.
        let thumb = links.len() < 4;
        links.push(ShellLink { section, words: words.to_owned(), url: url.to_owned(), count: None, thumb });
    };
    let technician = actor.may::<Prepare>();
    if technician {
        add(Section::Board, "Board", "/board");
    }
    if technician && actor.may::<SeeInbox>() {
        add(Section::Inbox, "Inbox", "/inbox");
    }
    if actor.may::<SeeWeek>() {
        add(Section::Week, "Week", "/week");
    }
    if !technician && actor.may::<SeeBoard>() {
        add(Section::Board, "Board", "/board");
    }
    for (permitted, section, words, url) in [
        (actor.may::<SeeCatalogue>(), Section::Catalogue, "Catalogue", "/catalogue"),
        (actor.may::<SeeApparatus>(), Section::Apparatus, "Apparatus", "/apparatus"),
        (has_chats(actor), Section::Chats, "Chats", "/chats"),
        (!technician && actor.may::<SeeInbox>(), Section::Inbox, "Inbox", "/inbox"),
        (actor.may::<SeePeople>(), Section::People, "People", "/people"),
        (actor.may::<SeeSetUp>(), Section::Setup, "Set-up", "/set-up"),
        (actor.may::<SeeEvidence>(), Section::Elsewhere, "Evidence", "/evidence"),
    ] {
        if permitted {
            add(section, words, url);
        }
    }
    links
}

/// The way to go for somebody who came in by a network's code and belongs to no school.
fn links_without_school() -> Vec<ShellLink> {
    let (section, words, url) = (Section::Chats, "Chats".to_owned(), "/chats".to_owned());
    vec![ShellLink { section, words, url, count: None, thumb: true }]
}

/// Whether a member of a school has to do with chats: all but the shared tablet, which is nobody in particular.
fn has_chats(actor: &Actor) -> bool {
    actor.may::<SeeDepartmentChats>() || actor.may::<JoinNetworks>() || actor.may::<SeeEvidence>()
}

/// Where a person's day begins.
pub(crate) fn first_page(actor: &Actor) -> &'static str {
    if actor.may::<Prepare>() {
        return "/board";
    }
    if may_ask(actor) {
        return "/week";
    }
    if actor.may::<InvitePeople>() {
        return "/set-up";
    }
    if actor.may::<SeeEvidence>() { "/evidence" } else { "/sessions" }
}

fn may_ask(actor: &Actor) -> bool {
    actor.may::<domain::people::permissions::Request>()
}

/// The part of an address that says that what was ticked had changed since it was seen: `yes`, or of several ticked at
/// once how many.
pub(crate) const UNSEEN: &str = "unseen";

/// Adds the line that says what was just done, which the address carries as `did` and `undo`.
pub(crate) fn with_notice(mut shell: Shell, query: &Fields) -> Shell {
    let Some(mut words) = notice_words(query.get("did")) else { return shell };
    let unseen = unseen_words(query.get(UNSEEN));
    let is_unseen = unseen.is_some();
    if let Some(unseen) = unseen {
        words = format!("{words} {unseen}");
    }
    let requisition: Option<RequisitionId> = query.get("undo").parse().ok();
    let undo = requisition.map(|id| UndoLink {
        words: "Undo",
        url: format!("/requisitions/{id}/undo"),
        key: format!("undo:{id}:{}", query.get("at")),
        requisitions: Vec::new(),
    });
    let kind = if is_unseen { Meaning::Attention } else { Meaning::Done };
    shell.notice = Some(Notice { kind, words, undo: undo.or_else(|| undo_all(query)) });
    shell
}

/// What is said beside a tick on what had changed since it was seen.
fn unseen_words(unseen: &str) -> Option<String> {
    Some(match (unseen, unseen.parse::<u32>().ok()) {
        ("yes", _) => "It was changed after you saw it: look at what it asks for now.".to_owned(),
        (_, Some(1)) => "One of them was changed after you saw it: look at what it asks for now.".to_owned(),
        (_, Some(many)) => {
            format!("{many} of them were changed after you saw them: look at what they ask for now.")
        }
        _ => return None,
    })
}

/// The way to take back what one touch did to several requisitions, which the address carries as [`TOGETHER`].
fn undo_all(query: &Fields) -> Option<UndoLink> {
    let ids: Vec<RequisitionId> = query.all(TOGETHER).filter_map(|id| id.parse().ok()).collect();
    let first = ids.first()?;
    Some(UndoLink {
        words: "Undo all",
        url: "/requisitions/undo".to_owned(),
        key: format!("undo-all:{first}:{}:{}", ids.len(), query.get("at")),
        requisitions: ids.iter().map(ToString::to_string).collect(),
    })
}

/// The part of an address that names what one touch did to several requisitions; nothing where it did nothing.
pub(crate) fn together(done: &[Done]) -> String {
    if done.is_empty() {
        return String::new();
    }
    let versions: u32 = done.iter().map(|done| done.version).sum();
    let ids = done.iter().map(|done| format!("&{TOGETHER}={}", done.id)).collect::<Vec<_>>().concat();
    format!("{ids}&at={versions}")
}

/// The same, for a page that its undo leads back to: `from` is how the deeds know that page.
pub(crate) fn with_notice_from(shell: Shell, query: &Fields, from: &str) -> Shell {
    let mut shell = with_notice(shell, query);
    if let Some(undo) = shell.notice.as_mut().and_then(|notice| notice.undo.as_mut()) {
        undo.url = format!("{}?from={from}", undo.url);
    }
    shell
}

/// The words for what an address says was done. Only known words are shown, so that nobody can put theirs
/// into a link.
fn notice_words(did: &str) -> Option<String> {
    if let Some(step) = domain::requisition::Step::from_key(did) {
        return Some(format!("{}.", capitalised(step.past())));
    }
    let words = match did {
        "accepted-at-once" => "Sent, and accepted: everything is free and kept for you.",
        "waits" => "Sent. A technician will answer it.",
        "waits-late" => "Sent, after the deadline. A technician will answer it.",
        "waits-approval" => "Sent. It goes on when it has been approved.",
        "period" => "Done for the whole period.",
        "period-some" => "Done for those that still waited for it. The others had been moved on meanwhile.",
        "undo-all" => "All of them are put back as they were.",
        "saved" => "Saved.",
        "put-back" => "Put back, and requests with their lessons.",
        "added" => "Added.",
        "ended" => "Ended.",
        "joined" => "You are in.",
        "left" => "You have left the network.",
        "network-begun" => "The network is there. Make a code to let people in.",
        "school-joined" => "Your school is in.",
        "code-ended" => "The code no longer works.",
        "person-ended" => "They no longer see the network.",
        "school-ended" => "The school no longer belongs to the network.",
        "taken-back" => "The invitation no longer works.",
        "imported" => "The timetable is in use.",
        "planned" => "Kept as a draft. Put it into the calendar when it is ready.",
        "scheduled" => "It is in the calendar now, and people see its room.",
        "put-off" => "It is out of the calendar, and a draft again.",
        "role-given" => "They look after the evening now.",
        "role-taken" => "The role is taken back.",
        "removed" => "Removed.",
        "list-unchanged" => "Everything starred and every link is in the list already.",
        "published" => "Published. Whoever may read it can do so now.",
        "withdrawn-evening" => "Withdrawn. It can no longer be read here.",
        "erased" => "Erased. Nothing is left under that name in this network.",
        "agreed" => "You are in. Write below.",
        "waits-for-moderator" => "Sent. A moderator reads it first; then everybody sees it.",
        "chair" => "The chair is yours.",
        "chat-open" => "The chat is open.",
        "chat-close" => "The chat is closed. It can be opened again.",
        "chat-reopen" => "The chat is open again.",
        "chat-review" => "The review has begun: authors have 48 hours to take words back.",
        "asked" => "Asked.",
        "paced" => "Set.",
        "brought-in" => "Brought into the chat.",
        "starred" => "Starred for the list.",
        "unstarred" => "No longer starred.",
        "pinned" => "Pinned.",
        "unpinned" => "No longer pinned.",
        "message-hidden" => "Hidden. You can restore it.",
        "message-restored" => "Restored.",
        "message-approved" => "Everybody sees it now.",
        "message-refused" => "Refused. Only its author and moderators know of it.",
        "muted" => "Muted for this chat. They can go on reading.",
        "unmuted" => "They can write again.",
        "reported" => "Reported. A moderator will look at it.",
        "report-settled" => "Settled.",
        "words-back" => "Taken back. Its place stays, the words are gone.",
        "unchanged" => "This timetable was here already; nothing changed.",
        _ => return None,
    };
    Some(words.to_owned())
}

/// Whether a permission is this person's, for parts of pages.
pub(crate) fn may<P: Permission<Scope = SchoolId>>(visitor: &Visitor) -> bool {
    visitor.actor.as_ref().is_some_and(Actor::may::<P>)
}
