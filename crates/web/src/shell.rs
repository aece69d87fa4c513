//! The frame around a page, for the person who looks at it.

use actions::door::Visitor;
use domain::people::permissions::{
    InvitePeople, Prepare, SeeApparatus, SeeBoard, SeeCatalogue, SeeEvidence, SeeInbox, SeePeople, SeeSetUp,
    SeeWeek,
};
use domain::people::{Actor, Permission};

use crate::fields::Fields;
use crate::parts::{Meaning, Notice, Section, Shell, ShellLink, ShellPerson, Theme, UndoLink};
use crate::words::capitalised;

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
        links: actor.map_or_else(Vec::new, links),
        notice: None,
        provisional: school
            .is_some_and(|school| school.provisional)
            .then(|| "Nobody has checked the term dates yet, so weeks and deadlines may be off.".to_owned()),
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

/// Adds the line that says what was just done, which the address carries as `did` and `undo`.
pub(crate) fn with_notice(mut shell: Shell, query: &Fields) -> Shell {
    let Some(words) = notice_words(query.get("did")) else { return shell };
    let requisition: Option<domain::id::RequisitionId> = query.get("undo").parse().ok();
    shell.notice = Some(Notice {
        kind: Meaning::Done,
        words,
        undo: requisition.map(|id| UndoLink {
            url: format!("/requisitions/{id}/undo"),
            key: format!("undo:{id}:{}", query.get("at")),
        }),
    });
    shell
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
    if let Some(deed) = domain::requisition::Deed::from_key(did) {
        return Some(format!("{}.", capitalised(deed.past())));
    }
    let words = match did {
        "accepted-at-once" => "Sent, and accepted: everything is free and kept for you.",
        "waits" => "Sent. A technician will answer it.",
        "waits-late" => "Sent, after the deadline. A technician will answer it.",
        "waits-approval" => "Sent. It goes on when it has been approved.",
        "period" => "Done for the whole period.",
        "saved" => "Saved.",
        "added" => "Added.",
        "ended" => "Ended.",
        "taken-back" => "The invitation no longer works.",
        "imported" => "The timetable is in use.",
        "unchanged" => "This timetable was here already; nothing changed.",
        _ => return None,
    };
    Some(words.to_owned())
}

/// Whether a permission is this person's, for parts of pages.
pub(crate) fn may<P: Permission>(visitor: &Visitor) -> bool {
    visitor.actor.as_ref().is_some_and(Actor::may::<P>)
}
