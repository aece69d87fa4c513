//! Ways out as buttons, on every page that shows a request which waits for a decision.

use actions::requisition::WayOut;
use domain::calendar::Calendar;
use domain::requisition::{Requisition, Tie};

use super::{Button, ButtonKind, Choice, FieldState, ReasonField};
use crate::words;

/// Alternatives that are offered as buttons; the form for changing has them all.
const MOST_ALTERNATIVES: usize = 2;

/// What can be done about a request that is short, whose lesson is gone or whose teacher is out. `from` says which page
/// the person comes back to; `key` makes the key of one showing of a form.
pub(crate) fn ways_out(
    requisition: &Requisition,
    ways: &[WayOut],
    calendar: &Calendar,
    from: &str,
    key: impl Fn() -> String,
) -> Vec<Button> {
    let to = |deed: &str| format!("/requisitions/{}/{deed}?from={from}", requisition.id);
    let mut buttons: Vec<Button> = Vec::new();
    for way in ways {
        if let WayOut::Follow { lesson, date, start, .. } = way {
            let label = format!("Follow it to {}, {}", words::date(*date), words::time(calendar, *start));
            let button = Button::new(&label, &to("move"), ButtonKind::Primary, &key());
            buttons.push(Button { gives: Some(("lesson", lesson.to_string())), ..button });
        }
        if let WayOut::FewerSets { sets } = way {
            let label = format!("Take {}", words::count(*sets, "set", "sets"));
            let button = Button::new(&label, &to("fewer-sets"), ButtonKind::Primary, &key());
            buttons.push(Button { gives: Some(("sets", sets.to_string())), ..button });
        }
    }
    let alternatives = ways.iter().filter_map(|way| match way {
        WayOut::Alternative { item, alternative, name, .. } => Some((item, alternative, name)),
        _ => None,
    });
    for (item, alternative, name) in alternatives.take(MOST_ALTERNATIVES) {
        let label = format!("Take {name} instead");
        let button = Button::new(&label, &to("alternative"), ButtonKind::Plain, &key());
        buttons.push(Button { gives: Some(("instead", format!("{item}:{alternative}"))), ..button });
    }
    buttons.extend(to_another_lesson(ways, calendar, &to("move"), &key));
    let stays = match requisition.occasion.tie {
        Tie::Gone | Tie::Apart => "Keep the hour",
        Tie::TeacherOut => "It goes ahead",
        _ => return buttons,
    };
    buttons.push(Button::new(stays, &to("keep-hour"), ButtonKind::Plain, &key()));
    buttons
}

fn to_another_lesson(
    ways: &[WayOut],
    calendar: &Calendar,
    action: &str,
    key: impl Fn() -> String,
) -> Option<Button> {
    let choices: Vec<Choice> = ways
        .iter()
        .filter_map(|way| {
            let WayOut::OtherLesson { lesson, date, start, fits, .. } = way else { return None };
            let short = if *fits { "" } else { "; not everything is free" };
            let at = words::time(calendar, *start);
            let words = format!("{}, {at}{short}", words::date(*date));
            Some(Choice { value: lesson.to_string(), words, chosen: false })
        })
        .collect();
    if choices.is_empty() {
        return None;
    }
    let reason = ReasonField {
        name: "lesson".to_owned(),
        label: "To which lesson of this class?".to_owned(),
        choices,
        field: FieldState::default(),
    };
    Some(Button { reason: Some(reason), ..Button::new("Move", action, ButtonKind::Plain, &key()) })
}
