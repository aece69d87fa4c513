//! People who do things, in sentences: `technician.accepts(id)`.

use actions::requisition::{self, Asked, CountBack, Done, Tick};
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
        self.asks(None, asked(content, lesson, None), None).await
    }

    /// Sends a request for a lesson, with the key of the form.
    pub async fn sends_once(&self, content: &Content, lesson: &Lesson, once: Once) -> Outcome {
        self.asks(None, asked(content, lesson, None), Some(once)).await
    }

    /// Sends a request with a reason for being late.
    pub async fn sends_late(&self, content: &Content, lesson: &Lesson, reason: LateReason) -> Outcome {
        self.asks(None, asked(content, lesson, Some(reason)), None).await
    }

    /// Sends a draft.
    pub async fn sends_draft(&self, draft: RequisitionId, content: &Content, lesson: &Lesson) -> Outcome {
        self.asks(Some(draft), asked(content, lesson, None), None).await
    }

    async fn asks(&self, draft: Option<RequisitionId>, asked: Asked, once: Option<Once>) -> Outcome {
        requisition::send(&self.house, &self.permit()?, draft, asked, once).await
    }

    /// Keeps a draft.
    pub async fn saves(&self, content: &Content, lesson: &Lesson) -> Outcome {
        requisition::save(&self.house, &self.permit()?, None, asked(content, lesson, None), None).await
    }

    /// Gives a draft other words.
    pub async fn saves_again(&self, draft: RequisitionId, content: &Content, lesson: &Lesson) -> Outcome {
        requisition::save(&self.house, &self.permit()?, Some(draft), asked(content, lesson, None), None).await
    }

    /// Changes what version `version` asks for.
    pub async fn changes(&self, id: RequisitionId, version: u32, content: &Content) -> Outcome {
        let late = (None, String::new());
        requisition::change(&self.house, &self.permit()?, id, version, content.clone(), late, None).await
    }

    /// Changes it, with a reason for being late.
    pub async fn changes_late(
        &self,
        id: RequisitionId,
        version: u32,
        content: &Content,
        reason: LateReason,
    ) -> Outcome {
        let late = (Some(reason), String::new());
        requisition::change(&self.house, &self.permit()?, id, version, content.clone(), late, None).await
    }

    /// Answers a question in words.
    pub async fn answers(&self, id: RequisitionId, words: &str) -> Outcome {
        let late = (None, String::new());
        requisition::answer(&self.house, &self.permit()?, id, words, None, late, None).await
    }

    /// Answers a question with other content.
    pub async fn answers_with(&self, id: RequisitionId, words: &str, content: &Content) -> Outcome {
        let late = (None, String::new());
        requisition::answer(&self.house, &self.permit()?, id, words, Some(content.clone()), late, None).await
    }

    /// Lets a request through.
    pub async fn approves(&self, id: RequisitionId) -> Outcome {
        requisition::approve(&self.house, &self.permit()?, id, None).await
    }

    /// Takes a request on.
    pub async fn accepts(&self, id: RequisitionId) -> Outcome {
        requisition::accept(&self.house, &self.permit()?, id, None).await
    }

    /// Asks something.
    pub async fn queries(&self, id: RequisitionId, words: &str) -> Outcome {
        requisition::query(&self.house, &self.permit()?, id, words, None).await
    }

    /// Refuses a request.
    pub async fn declines(&self, id: RequisitionId, words: &str) -> Outcome {
        requisition::decline(&self.house, &self.permit()?, id, words, None).await
    }

    /// Makes it ready.
    pub async fn prepares(&self, id: RequisitionId) -> Outcome {
        requisition::prepare(&self.house, &self.permit()?, id, self.tick()).await
    }

    /// Brings it.
    pub async fn delivers(&self, id: RequisitionId) -> Outcome {
        requisition::deliver(&self.house, &self.permit()?, id, self.tick()).await
    }

    /// Fetches it.
    pub async fn collects(&self, id: RequisitionId) -> Outcome {
        requisition::collect(&self.house, &self.permit()?, id, self.tick()).await
    }

    /// Counts it back: all there but what is named.
    pub async fn counts_back(&self, id: RequisitionId, back: &[(ItemId, u32)]) -> Outcome {
        let counted = CountBack { back: back.iter().copied().collect(), ..CountBack::default() };
        requisition::count(&self.house, &self.permit()?, id, counted, self.tick()).await
    }

    /// Says that it was not used.
    pub async fn says_not_used(&self, id: RequisitionId, words: &str) -> Outcome {
        requisition::not_used(&self.house, &self.permit()?, id, words, None).await
    }

    /// Takes it back.
    pub async fn withdraws(&self, id: RequisitionId) -> Outcome {
        requisition::withdraw(&self.house, &self.permit()?, id, None).await
    }

    /// Undoes the last deed.
    pub async fn undoes(&self, id: RequisitionId) -> Outcome {
        requisition::undo(&self.house, &self.permit()?, id, None).await
    }

    fn tick(&self) -> Tick {
        Tick { initials: self.initials.clone(), once: None }
    }
}

fn asked(content: &Content, lesson: &Lesson, late_reason: Option<LateReason>) -> Asked {
    Asked { lesson: lesson.id, content: content.clone(), late_reason, late_words: String::new() }
}
