//! People who do things, in sentences: `technician.accepts(id)`.

use actions::deed::Deed;
use actions::requisition::{
    Accept, Answer, Approve, Change, Collect, Count, Decline, Deliver, Done, NotUsed, OneRequisition,
    Prepare, Query, Save, Send, Undo, Withdraw,
};
use actions::{ActionError, House, Once};
use domain::id::{AccountId, ItemId, RequisitionId, SchoolId};
use domain::lesson::Lesson;
use domain::people::Actor;
use domain::requisition::{Content, LateReason};
use domain::{NotPermitted, Permission, Permit};

/// What somebody's deed came to.
type Outcome = Result<Done, ActionError>;

/// Somebody in a school, who does things as the school's pages would let them.
#[derive(Clone, Debug)]
pub struct Person {
    /// The house they do it in.
    pub house: House,
    /// Who they are.
    pub actor: Actor,
    /// The initials they give at the shared tablet; empty elsewhere.
    pub initials: String,
}

impl Person {
    /// A permit, if their roles have it.
    pub fn permit<P: Permission<Scope = SchoolId>>(&self) -> Result<Permit<P>, NotPermitted> {
        self.actor.permit()
    }

    /// Their account.
    pub fn account(&self) -> AccountId {
        self.actor.account.expect("everybody in a test school has an account")
    }

    /// Sends a request for a lesson.
    pub async fn sends(&self, content: &Content, lesson: &Lesson) -> Outcome {
        self.asks(asked(content, lesson, None), None).await
    }

    /// Sends a request for a lesson, with the key of the form.
    pub async fn sends_once(&self, content: &Content, lesson: &Lesson, once: Once) -> Outcome {
        self.asks(asked(content, lesson, None), Some(once)).await
    }

    /// Sends a request with a reason for being late.
    pub async fn sends_late(&self, content: &Content, lesson: &Lesson, reason: LateReason) -> Outcome {
        self.asks(asked(content, lesson, Some(reason)), None).await
    }

    /// Sends a draft.
    pub async fn sends_draft(&self, draft: RequisitionId, content: &Content, lesson: &Lesson) -> Outcome {
        self.asks(Send { draft: Some(draft), ..asked(content, lesson, None) }, None).await
    }

    async fn asks(&self, asked: Send, once: Option<Once>) -> Outcome {
        self.house.act(&self.permit()?, (), asked, once).await
    }

    /// Does something to a requisition, as a form without a key would.
    async fn does<D>(&self, id: RequisitionId, deed: D) -> Outcome
    where
        D: Deed<At = OneRequisition, Answer = Done>,
    {
        self.house.act(&self.permit::<D::May>()?, id, deed, None).await
    }

    /// Keeps a draft.
    pub async fn saves(&self, content: &Content, lesson: &Lesson) -> Outcome {
        let save = Save { draft: None, version: None, lesson: lesson.id, content: content.clone() };
        self.house.act(&self.permit()?, (), save, None).await
    }

    /// Gives a draft other words.
    pub async fn saves_again(&self, draft: RequisitionId, content: &Content, lesson: &Lesson) -> Outcome {
        let save = Save { draft: Some(draft), version: None, lesson: lesson.id, content: content.clone() };
        self.house.act(&self.permit()?, (), save, None).await
    }

    /// Changes what version `version` asks for.
    pub async fn changes(&self, id: RequisitionId, version: u32, content: &Content) -> Outcome {
        let content = content.clone();
        self.does(id, Change { version, seen: None, content, late_reason: None, late_words: String::new() })
            .await
    }

    /// Changes it, with a reason for being late.
    pub async fn changes_late(
        &self,
        id: RequisitionId,
        version: u32,
        content: &Content,
        reason: LateReason,
    ) -> Outcome {
        let content = content.clone();
        self.does(
            id,
            Change { version, seen: None, content, late_reason: Some(reason), late_words: String::new() },
        )
        .await
    }

    /// Answers a question in words.
    pub async fn answers(&self, id: RequisitionId, words: &str) -> Outcome {
        self.does(id, answer(words, None)).await
    }

    /// Answers a question with other content.
    pub async fn answers_with(&self, id: RequisitionId, words: &str, content: &Content) -> Outcome {
        self.does(id, answer(words, Some(content.clone()))).await
    }

    /// Lets a request through.
    pub async fn approves(&self, id: RequisitionId) -> Outcome {
        self.does(id, Approve {}).await
    }

    /// Takes a request on.
    pub async fn accepts(&self, id: RequisitionId) -> Outcome {
        self.does(id, Accept {}).await
    }

    /// Asks something.
    pub async fn queries(&self, id: RequisitionId, words: &str) -> Outcome {
        self.does(id, Query { words: words.to_owned() }).await
    }

    /// Refuses a request.
    pub async fn declines(&self, id: RequisitionId, words: &str) -> Outcome {
        self.does(id, Decline { words: words.to_owned() }).await
    }

    /// Makes it ready.
    pub async fn prepares(&self, id: RequisitionId) -> Outcome {
        self.does(id, Prepare { initials: self.initials.clone() }).await
    }

    /// Brings it.
    pub async fn delivers(&self, id: RequisitionId) -> Outcome {
        self.does(id, Deliver { initials: self.initials.clone() }).await
    }

    /// Fetches it.
    pub async fn collects(&self, id: RequisitionId) -> Outcome {
        self.does(id, Collect { initials: self.initials.clone() }).await
    }

    /// Counts it back: all there but what is named.
    pub async fn counts_back(&self, id: RequisitionId, back: &[(ItemId, u32)]) -> Outcome {
        let (back, initials) = (back.iter().copied().collect(), self.initials.clone());
        self.does(id, Count { back, initials, ..Count::default() }).await
    }

    /// Says that it was not used.
    pub async fn says_not_used(&self, id: RequisitionId, words: &str) -> Outcome {
        self.does(id, NotUsed { words: words.to_owned() }).await
    }

    /// Takes it back.
    pub async fn withdraws(&self, id: RequisitionId) -> Outcome {
        self.does(id, Withdraw {}).await
    }

    /// Undoes the last deed.
    pub async fn undoes(&self, id: RequisitionId) -> Outcome {
        self.does(id, Undo {}).await
    }
}

fn answer(words: &str, content: Option<Content>) -> Answer {
    Answer { words: words.to_owned(), content, late_reason: None, late_words: String::new() }
}

fn asked(content: &Content, lesson: &Lesson, late_reason: Option<LateReason>) -> Send {
    Send {
        draft: None,
        version: None,
        lesson: lesson.id,
        content: content.clone(),
        late_reason,
        late_words: String::new(),
        seen: None,
    }
}
