//! The deeds done to a requisition by one form each.

use domain::Permission;
use std::collections::BTreeMap;

use actions::ActionError;
use actions::deed::Deed;
use actions::requisition::{
    Accept, Alternative, Answer as Answered, Approve, Collect, Count, Decline, Deliver, Done, FewerSets,
    KeepHour, MoveLesson, NotUsed, OneRequisition, Prepare, Query as Queried, Undo, Withdraw,
};
use axum::extract::Path;
use axum::http::HeaderMap;
use domain::history::Kind;
use domain::id::{RequisitionId, SchoolId};
use domain::people::Actor;
use domain::people::permissions::SeeRequisition;
use domain::requisition::{LateReason, Step};

use crate::answer::{Problem, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::prep::initials::{SIGNED_AS, Sending, given, question};
use crate::shell::UNSEEN;
use crate::visitor::Allowed;
use crate::words::moment;
use http::Answer;

/// What every deed gets: the requisition, the form, and the page it came from.
pub(crate) struct Sent<P: Permission> {
    app: App,
    id: RequisitionId,
    allowed: Allowed<P>,
    fields: Fields,
    query: Fields,
    headers: HeaderMap,
    address: String,
}

impl<P: Permission<Scope = SchoolId>> axum::extract::FromRequest<App> for Sent<P> {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, app: &App) -> Result<Self, Problem> {
        use axum::extract::FromRequestParts as _;
        let (mut parts, body) = request.into_parts();
        let Path(id) =
            Path::<String>::from_request_parts(&mut parts, app).await.map_err(|_| Problem::not_found())?;
        let id = id.parse().map_err(|_| Problem::not_found())?;
        let allowed = Allowed::from_request_parts(&mut parts, app).await?;
        let Query(query) = Query::from_request_parts(&mut parts, app).await?;
        let headers = parts.headers.clone();
        let address = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
        let fields = Fields::from_request(axum::extract::Request::from_parts(parts, body), app).await?;
        Ok(Self { app: app.clone(), id, allowed, fields, query, headers, address })
    }
}

impl<P: Permission<Scope = SchoolId>> Sent<P> {
    /// Back to the page that the form stood on, with a line that says what was done and takes it back.
    fn back(&self, done: Result<Done, ActionError>, step: Step, is_unseen: bool) -> Answer {
        let done = match done {
            Ok(done) => done,
            // What clashes is shown on the sheet, with its ways out.
            Err(ActionError::Clash(_)) => {
                return Ok(see(&format!("/requisitions/{}?clash=yes", self.id)));
            }
            Err(error) => return Err(error.into()),
        };
        // What was undone is not undone again.
        let mut did = match step {
            Step::Undo => "did=undo".to_owned(),
            _ => format!("did={}&undo={}&at={}", step.key(), done.id, done.version),
        };
        if is_unseen {
            did = format!("{did}&{UNSEEN}=yes");
        }
        let by = given(self.allowed.actor(), &self.fields, &self.query);
        if !by.is_empty() {
            let by: String = form_urlencoded::byte_serialize(by.as_bytes()).collect();
            did = format!("{did}&{SIGNED_AS}={by}");
        }
        let from = self.query.get("from");
        let board = from.parse::<jiff::civil::Date>().ok();
        Ok(see(&match (from, board) {
            ("board", _) => format!("/board?{did}"),
            ("inbox", _) => format!("/inbox?{did}"),
            (_, Some(date)) => format!("/board/{date}?{did}"),
            _ => format!("/requisitions/{}?{did}", done.id),
        }))
    }
}

/// A deed on a requisition that is one form.
pub(crate) trait StepForm: Deed<At = OneRequisition, Answer = Done> {
    /// The step it takes.
    const STEP: Step;
    /// Whether it is a tick of the board, which says whose hand it was.
    const IS_TICK: bool = false;

    /// The deed that a form asks for; `initials` are given where it is a tick.
    fn read(fields: &Fields, initials: String) -> Result<Self, Problem>;
}

/// Does what a form asks for, and leads back to the page that it stood on. A tick at the shared tablet is first
/// asked whose hand it was.
pub(crate) async fn step<D: StepForm>(sent: Sent<D::May>) -> Answer
where
    D::May: Permission<Scope = SchoolId>,
{
    if D::IS_TICK
        && let Some(question) = sent.question().await?
    {
        return Ok(question);
    }
    let initials = given(sent.allowed.actor(), &sent.fields, &sent.query);
    let once = sent.fields.once()?;
    let deed = D::read(&sent.fields, initials)?;
    match sent.app.house.act(&sent.allowed.permit, sent.id, deed, once).await {
        Err(error @ (ActionError::Refused(_) | ActionError::Stale)) => Err(sent.overtaken(error).await),
        Ok(done) => {
            // A tick says what is so in the prep room, and hands are wet: it is done at once, and whatever changed
            // unseen is said beside its undo.
            // The key of a button ends in the version that it was shown with.
            let seen = sent.fields.get("once").rsplit(':').next().and_then(|version| version.parse().ok());
            let is_unseen =
                D::IS_TICK && has_changed_unseen(&sent.app, sent.allowed.actor(), &done, seen).await?;
            sent.back(Ok(done), D::STEP, is_unseen)
        }
        failed => sent.back(failed, D::STEP, false),
    }
}

/// Whether what is asked for changed between the page that a tick was seen on, with this version, and the tick.
pub(crate) async fn has_changed_unseen(
    app: &App,
    actor: &Actor,
    done: &Done,
    seen: Option<u32>,
) -> Result<bool, Problem> {
    let missed = seen.map_or(0, |seen| done.version.saturating_sub(seen).saturating_sub(1));
    if missed == 0 {
        return Ok(false);
    }
    let permit = actor.permit::<SeeRequisition>().map_err(ActionError::from)?;
    let shown = actions::requisition::find(&app.house, &permit, done.id).await?;
    let missed = usize::try_from(missed).unwrap_or(usize::MAX);
    // The last entry is the tick itself.
    Ok(shown.history.iter().rev().skip(1).take(missed).any(|event| {
        [Step::Change, Step::Answer, Step::Query, Step::Undo]
            .into_iter()
            .any(|step| event.kind == Kind::from(step))
    }))
}

impl<P: Permission<Scope = SchoolId>> Sent<P> {
    /// Why a step can no longer be taken, with what has become of the requisition and the way to it.
    async fn overtaken(&self, error: ActionError) -> Problem {
        let problem = Problem::from(error).back_to("Open the request", format!("/requisitions/{}", self.id));
        let Ok(permit) = self.allowed.actor().permit::<SeeRequisition>() else { return problem };
        let Ok(shown) = actions::requisition::find(&self.app.house, &permit, self.id).await else {
            return problem;
        };
        let Some(last) = shown.history.last() else { return problem };
        let when = moment(&shown.almanac.calendar, last.at, self.app.house.now());
        problem.adding(&format!("{}, by {}, {when}.", last.words.trim_end_matches('.'), last.actor))
    }

    async fn question(&self) -> Result<Option<axum::response::Response>, Problem> {
        let (fields, query, headers) = (&self.fields, &self.query, &self.headers);
        let sending = Sending { fields, query, address: &self.address, headers };
        question(&self.app, &self.allowed, sending).await
    }
}

impl StepForm for Accept {
    const STEP: Step = Step::Accept;

    fn read(_: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self {})
    }
}

impl StepForm for Approve {
    const STEP: Step = Step::Approve;

    fn read(_: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self {})
    }
}

impl StepForm for Queried {
    const STEP: Step = Step::Query;

    fn read(fields: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self { words: fields.get("words").to_owned() })
    }
}

impl StepForm for Decline {
    const STEP: Step = Step::Decline;

    fn read(fields: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self { words: fields.get("words").to_owned() })
    }
}

impl StepForm for Answered {
    const STEP: Step = Step::Answer;

    fn read(fields: &Fields, _: String) -> Result<Self, Problem> {
        let words = fields.get("words").to_owned();
        Ok(Self { words, content: None, late_reason: None, late_words: String::new() })
    }
}

impl StepForm for KeepHour {
    const STEP: Step = Step::Change;

    fn read(_: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self {})
    }
}

impl StepForm for MoveLesson {
    const STEP: Step = Step::Change;

    fn read(fields: &Fields, _: String) -> Result<Self, Problem> {
        let late_reason = LateReason::from_key(fields.get("late_reason"));
        let late_words = fields.get("late_words").to_owned();
        if fields.get("lesson").is_empty() {
            return Err(Problem::unreadable(
                "No lesson was chosen. Go back, and choose the one to move it to.",
            ));
        }
        let lesson = fields.get("lesson").parse().map_err(|_| Problem::not_found())?;
        Ok(Self { lesson, late_reason, late_words })
    }
}

impl StepForm for FewerSets {
    const STEP: Step = Step::Change;

    fn read(fields: &Fields, _: String) -> Result<Self, Problem> {
        let sets = fields.get("sets").parse().map_err(|_| Problem::not_found())?;
        Ok(Self { sets })
    }
}

impl StepForm for Alternative {
    const STEP: Step = Step::Change;

    fn read(fields: &Fields, _: String) -> Result<Self, Problem> {
        let (item, alternative) = fields.get("instead").split_once(':').unwrap_or_default();
        let item = item.parse().map_err(|_| Problem::not_found())?;
        let alternative = alternative.parse().map_err(|_| Problem::not_found())?;
        Ok(Self { item, alternative })
    }
}

impl StepForm for Withdraw {
    const STEP: Step = Step::Withdraw;

    fn read(_: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self {})
    }
}

impl StepForm for NotUsed {
    const STEP: Step = Step::NotUsed;

    fn read(fields: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self { words: fields.get("words").to_owned() })
    }
}

impl StepForm for Prepare {
    const STEP: Step = Step::Prepare;
    const IS_TICK: bool = true;

    fn read(_: &Fields, initials: String) -> Result<Self, Problem> {
        Ok(Self { initials })
    }
}

impl StepForm for Deliver {
    const STEP: Step = Step::Deliver;
    const IS_TICK: bool = true;

    fn read(_: &Fields, initials: String) -> Result<Self, Problem> {
        Ok(Self { initials })
    }
}

impl StepForm for Collect {
    const STEP: Step = Step::Collect;
    const IS_TICK: bool = true;

    fn read(_: &Fields, initials: String) -> Result<Self, Problem> {
        Ok(Self { initials })
    }
}

/// Fields `back-ITEM` say how many are back; what is not named is all there.
impl StepForm for Count {
    const STEP: Step = Step::Count;
    const IS_TICK: bool = true;

    fn read(fields: &Fields, initials: String) -> Result<Self, Problem> {
        let mut back = BTreeMap::new();
        for (item, number) in fields.beginning("back-") {
            let item = item.parse().map_err(|_| Problem::not_found())?;
            let number = number.trim().parse().map_err(|_| {
                Problem::unreadable(format!(
                    "“{number}” is not a number of pieces. Nothing was counted; go back and correct it."
                ))
            })?;
            back.insert(item, number);
        }
        let mut out = BTreeMap::new();
        for (item, number) in fields.beginning("out-") {
            let item = item.parse().map_err(|_| Problem::not_found())?;
            out.insert(item, number.parse().map_err(|_| Problem::not_found())?);
        }
        let mut words = BTreeMap::new();
        for (item, said) in fields.beginning("words-").filter(|(_, said)| !said.trim().is_empty()) {
            words.insert(item.parse().map_err(|_| Problem::not_found())?, said.to_owned());
        }
        Ok(Self { back, out, words, initials })
    }
}

impl StepForm for Undo {
    const STEP: Step = Step::Undo;

    fn read(_: &Fields, _: String) -> Result<Self, Problem> {
        Ok(Self {})
    }
}
