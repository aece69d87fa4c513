//! The kinds of history: every one that is written, by the key that is kept of it.

use std::fmt;

use crate::chat::ChatStep;
use crate::requisition::Step;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident = $key:literal;)*) => {
        /// What kind of thing was done.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[doc = $doc])* $kind,)*
            /// What another version of this program wrote, by its key: history is never lost.
            Other(String),
        }

        impl Kind {
            /// Every kind that this program writes.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The key that is kept.
            pub fn key(&self) -> &str {
                match self {
                    $(Self::$kind => $key,)*
                    Self::Other(key) => key,
                }
            }

            /// The kind that is kept under `key`.
            pub fn from_key(key: &str) -> Self {
                match key {
                    $($key => Self::$kind,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

kinds! {
    /// A draft was kept.
    RequisitionSave = "requisition.save";
    /// Apparatus was asked for.
    RequisitionSend = "requisition.send";
    /// A mentor or head let a requisition through.
    RequisitionApprove = "requisition.approve";
    /// A technician took it on.
    RequisitionAccept = "requisition.accept";
    /// A technician asked something.
    RequisitionQuery = "requisition.query";
    /// The teacher answered.
    RequisitionAnswer = "requisition.answer";
    /// The teacher changed what is asked.
    RequisitionChange = "requisition.change";
    /// A technician refused it.
    RequisitionDecline = "requisition.decline";
    /// It was made ready.
    RequisitionPrepare = "requisition.prepare";
    /// It was brought into the room.
    RequisitionDeliver = "requisition.deliver";
    /// It was brought back.
    RequisitionCollect = "requisition.collect";
    /// It was counted and put away.
    RequisitionCount = "requisition.count";
    /// It was not needed after all.
    RequisitionNotUsed = "requisition.not-used";
    /// It was taken back.
    RequisitionWithdraw = "requisition.withdraw";
    /// It went with its lesson, or its lesson was gone.
    RequisitionFollow = "requisition.follow";
    /// It stays at its hour although its lesson is gone.
    RequisitionKeepHour = "requisition.keep-hour";
    /// The last step was undone.
    RequisitionUndo = "requisition.undo";

    /// An item was added to the list.
    ItemAdd = "item.add";
    /// An item was counted or changed otherwise.
    ItemChange = "item.change";
    /// A practical was drafted.
    PracticalDraft = "practical.draft";
    /// A trial note was written.
    PracticalNote = "practical.note";
    /// An idea was put into the box.
    IdeaSuggest = "idea.suggest";
    /// It was decided what becomes of one.
    IdeaSettle = "idea.settle";
    /// Somebody was let in by a command.
    PeopleAdd = "people.add";
    /// It was corrected who somebody is, or as what they belong here.
    PeopleCorrect = "people.correct";
    /// Somebody's access was ended.
    PeopleEnd = "people.end";
    /// Somebody was invited.
    PeopleInvite = "people.invite";
    /// An invitation was taken back.
    PeopleTakeBack = "people.take-back";
    /// The school was made.
    SchoolCreate = "school.create";
    /// It was given another name or time zone.
    SchoolRename = "school.rename";
    /// Its calendar was set.
    SchoolCalendar = "school.calendar";
    /// Its sites were set.
    SchoolSites = "school.sites";
    /// The school was closed for some days.
    CalendarClose = "calendar.close";
    /// A closure was lifted.
    CalendarLift = "calendar.lift";
    /// A week was given its letter.
    CalendarLetter = "calendar.letter";
    /// A change of calendar or timetable was put back.
    CalendarPutBack = "calendar.put-back";
    /// A lesson was given another room.
    LessonRoom = "lesson.room";
    /// Two rooms were swapped.
    LessonSwapRooms = "lesson.swap-rooms";
    /// Two lessons were swapped.
    LessonSwap = "lesson.swap";
    /// Somebody was to take a lesson.
    LessonCover = "lesson.cover";
    /// A teacher was marked out.
    LessonOut = "lesson.out";
    /// Some were taken off the timetable.
    TimetableOff = "timetable.off";
    /// Bells were set to ring at other times.
    TimetableBells = "timetable.bells";
    /// Its policy was set.
    SchoolPolicy = "school.policy";
    /// A timetable was put in force.
    TimetableImport = "timetable.import";
    /// It was said which subjects are science.
    TimetableScience = "timetable.science";

    /// A network was made by a command.
    NetworkCreate = "network.create";
    /// A network was begun.
    NetworkBegin = "network.begin";
    /// Its settings were changed.
    NetworkSettings = "network.settings";
    /// A code was made.
    NetworkCode = "network.code";
    /// A code was ended.
    NetworkEndCode = "network.end-code";
    /// Somebody came in by a code.
    NetworkJoin = "network.join";
    /// A school came in.
    NetworkJoinSchool = "network.join-school";
    /// A school was let go.
    NetworkEndSchool = "network.end-school";
    /// Somebody left.
    NetworkLeave = "network.leave";
    /// Somebody was let in by a command.
    NetworkAddPerson = "network.add-person";
    /// Somebody was taken out.
    NetworkEndPerson = "network.end-person";
    /// Somebody was made an administrator, or is none any more.
    NetworkAdministrator = "network.administrator";
    /// Somebody made a calendar address.
    NetworkFeed = "network.feed";
    /// Somebody was erased.
    NetworkErase = "network.erase";
    /// A topic was proposed.
    TopicPropose = "topic.propose";
    /// A vote was given or taken back.
    TopicVote = "topic.vote";
    /// A topic was taken off the list.
    TopicRetire = "topic.retire";

    /// A chat was planned.
    ChatPlan = "chat.plan";
    /// Its plan was changed.
    ChatSetUp = "chat.set-up";
    /// It was read from an archive.
    ChatImport = "chat.import";
    /// Somebody was given a role in it.
    ChatRoleGive = "chat.role-give";
    /// A role in it was taken from somebody.
    ChatRoleTake = "chat.role-take";
    /// It was put into the calendar.
    ChatSchedule = "chat.schedule";
    /// It was taken out of the calendar.
    ChatPutOff = "chat.put-off";
    /// It was opened.
    ChatOpen = "chat.open";
    /// It was closed.
    ChatClose = "chat.close";
    /// It was opened again.
    ChatReopen = "chat.reopen";
    /// Its authors were given their hours.
    ChatReview = "chat.review";
    /// A revision was published.
    ChatPublish = "chat.publish";
    /// What was published was taken away.
    ChatWithdraw = "chat.withdraw";
    /// A moderator took an empty chair.
    ChatChair = "chat.chair";
    /// A question was put to the room.
    ChatQuestion = "chat.question";
    /// The room was made slow, or quick again.
    ChatSlow = "chat.slow";
    /// It was said whose messages wait.
    ChatHold = "chat.hold";
    /// A message was pinned, or none any more.
    ChatPin = "chat.pin";
    /// Somebody who looked after it was erased.
    ChatErase = "chat.erase";
    /// Somebody agreed to what becomes of their words.
    ConsentGive = "consent.give";
    /// Somebody said something.
    MessageSay = "message.say";
    /// Somebody said something that waits for a moderator.
    MessageHold = "message.hold";
    /// A host brought in what was said elsewhere.
    MessageBring = "message.bring";
    /// A moderator let a message through.
    MessageApprove = "message.approve";
    /// A moderator refused a message.
    MessageRefuse = "message.refuse";
    /// A moderator hid a message.
    MessageHide = "message.hide";
    /// A moderator showed it again.
    MessageRestore = "message.restore";
    /// Somebody took back what they said.
    MessageWithdraw = "message.withdraw";
    /// Somebody who was erased was taken out of a message.
    MessageErase = "message.erase";
    /// A message was starred for the list, or is not any more.
    MessageStar = "message.star";
    /// Somebody may not write in a chat.
    MuteSet = "mute.set";
    /// They may again.
    MuteEnd = "mute.end";
    /// A message was reported.
    ReportMake = "report.make";
    /// A reported message was kept.
    ReportSettle = "report.settle";
    /// The list was begun from what was starred.
    ListSeed = "list.seed";
    /// Something was added to the list.
    ListAdd = "list.add";
    /// Something on it was changed.
    ListChange = "list.change";
    /// Something on it was moved.
    ListMove = "list.move";
    /// Something was taken off it.
    ListRemove = "list.remove";
}

impl Kind {
    /// What people simply do in a room. It is no deed of those who look after the chat, and who reported
    /// something is nobody's to read.
    pub const SIMPLY_SAID: [Self; 3] = [Self::MessageSay, Self::ConsentGive, Self::ReportMake];

    /// Whether what others quote and answer may look different after it. New words are quoted by nobody yet.
    pub fn changes_quotes(&self) -> bool {
        matches!(self, Self::MessageHide | Self::MessageRestore | Self::MessageWithdraw | Self::MessageErase)
    }

    /// Whether the head of a room may look different after it: whatever is done to the chat itself, and
    /// hiding a pinned message, which unpins it.
    pub fn touches_head(&self) -> bool {
        self.changes_quotes() || self.key().starts_with("chat.")
    }
}

/// As it is kept.
impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

impl From<Step> for Kind {
    fn from(step: Step) -> Self {
        match step {
            Step::Save => Self::RequisitionSave,
            Step::Send => Self::RequisitionSend,
            Step::Approve => Self::RequisitionApprove,
            Step::Accept => Self::RequisitionAccept,
            Step::Query => Self::RequisitionQuery,
            Step::Answer => Self::RequisitionAnswer,
            Step::Change => Self::RequisitionChange,
            Step::Decline => Self::RequisitionDecline,
            Step::Prepare => Self::RequisitionPrepare,
            Step::Deliver => Self::RequisitionDeliver,
            Step::Collect => Self::RequisitionCollect,
            Step::Count => Self::RequisitionCount,
            Step::NotUsed => Self::RequisitionNotUsed,
            Step::Withdraw => Self::RequisitionWithdraw,
            Step::Undo => Self::RequisitionUndo,
        }
    }
}

impl From<ChatStep> for Kind {
    fn from(step: ChatStep) -> Self {
        match step {
            ChatStep::Schedule => Self::ChatSchedule,
            ChatStep::PutOff => Self::ChatPutOff,
            ChatStep::Open => Self::ChatOpen,
            ChatStep::Close => Self::ChatClose,
            ChatStep::Reopen => Self::ChatReopen,
            ChatStep::Review => Self::ChatReview,
            ChatStep::Publish => Self::ChatPublish,
            ChatStep::Withdraw => Self::ChatWithdraw,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::requisition::STEPS;

    /// What databases hold. A key may be added here, and never changed: history and kept answers name them.
    const KEPT: [&str; 102] = [
        "calendar.close",
        "calendar.letter",
        "calendar.lift",
        "calendar.put-back",
        "chat.chair",
        "chat.close",
        "chat.erase",
        "chat.hold",
        "chat.import",
        "chat.open",
        "chat.pin",
        "chat.plan",
        "chat.publish",
        "chat.put-off",
        "chat.question",
        "chat.reopen",
        "chat.review",
        "chat.role-give",
        "chat.role-take",
        "chat.schedule",
        "chat.set-up",
        "chat.slow",
        "chat.withdraw",
        "consent.give",
        "idea.settle",
        "idea.suggest",
        "item.add",
        "item.change",
        "lesson.cover",
        "lesson.out",
        "lesson.room",
        "lesson.swap",
        "lesson.swap-rooms",
        "list.add",
        "list.change",
        "list.move",
        "list.remove",
        "list.seed",
        "message.approve",
        "message.bring",
        "message.erase",
        "message.hide",
        "message.hold",
        "message.refuse",
        "message.restore",
        "message.say",
        "message.star",
        "message.withdraw",
        "mute.end",
        "mute.set",
        "network.add-person",
        "network.administrator",
        "network.begin",
        "network.code",
        "network.create",
        "network.end-code",
        "network.end-person",
        "network.end-school",
        "network.erase",
        "network.feed",
        "network.join",
        "network.join-school",
        "network.leave",
        "network.settings",
        "people.add",
        "people.correct",
        "people.end",
        "people.invite",
        "people.take-back",
        "practical.draft",
        "practical.note",
        "report.make",
        "report.settle",
        "requisition.accept",
        "requisition.answer",
        "requisition.approve",
        "requisition.change",
        "requisition.collect",
        "requisition.count",
        "requisition.decline",
        "requisition.deliver",
        "requisition.follow",
        "requisition.keep-hour",
        "requisition.not-used",
        "requisition.prepare",
        "requisition.query",
        "requisition.save",
        "requisition.send",
        "requisition.undo",
        "requisition.withdraw",
        "school.calendar",
        "school.create",
        "school.policy",
        "school.rename",
        "school.sites",
        "timetable.bells",
        "timetable.import",
        "timetable.off",
        "timetable.science",
        "topic.propose",
        "topic.retire",
        "topic.vote",
    ];

    #[test]
    fn every_kind_keeps_its_key() {
        let keys: Vec<&str> = Kind::ALL.iter().map(Kind::key).collect();
        assert_eq!(keys.iter().copied().collect::<BTreeSet<_>>(), BTreeSet::from(KEPT));
        assert_eq!(keys.len(), KEPT.len(), "two kinds have one key");
    }

    #[test]
    fn a_kind_is_read_as_it_is_kept_and_one_of_another_version_too() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_key(kind.key()), *kind);
        }
        let strange = Kind::from_key("solution.make");
        assert_eq!((strange.key(), Kind::ALL.contains(&strange)), ("solution.make", false));
    }

    #[test]
    fn the_steps_of_requisitions_and_chats_are_kept_under_their_own_keys() {
        for rule in STEPS {
            assert_eq!(Kind::from(rule.step).key(), format!("requisition.{}", rule.step.key()));
        }
        for step in ChatStep::ALL {
            assert_eq!(Kind::from(step).key(), format!("chat.{}", step.key()));
        }
    }

    #[test]
    fn rooms_draw_their_head_anew_for_the_chat_and_for_what_may_have_been_pinned() {
        let heads = Kind::ALL.iter().filter(|kind| kind.touches_head());
        let heads: Vec<&str> = heads.map(Kind::key).filter(|key| !key.starts_with("chat.")).collect();
        assert_eq!(heads, ["message.hide", "message.restore", "message.withdraw", "message.erase"]);
        assert!(Kind::from_key("chat.of-tomorrow").touches_head(), "whatever is done to a chat");
        assert!(!Kind::MessageSay.touches_head());
        assert!(!Kind::ChatPin.changes_quotes());
    }
}
