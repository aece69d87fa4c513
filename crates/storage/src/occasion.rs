//! The occasions of requisitions: when and where each is, and with whom.

use domain::Interval;
use domain::id::StaffId;
use domain::requisition::Occasion;

use crate::columns::columns;

columns! { "occasion", Occasion, |it, row|
    once {}
    again {
        lesson_id: parsed = it.lesson;
        meeting_id: parsed = it.meeting;
        lesson_date: parsed = it.date;
        first_period: number = it.first_period;
        last_period: number = it.last_period;
        periods: text = &it.periods;
        class: text = &it.class;
        subject: text = &it.subject;
        staff_id: parsed_or_none = it.answerable();
        others: json = serde_json::to_string(it.staff.get(1..).unwrap_or_default())?;
        teacher: text = &it.teacher;
        room: text = &it.room;
        start_at: instant = it.interval.from;
        end_at: instant = it.interval.until;
        tie: parsed = it.tie;
    }
    made Occasion {
        lesson: lesson_id,
        meeting: meeting_id,
        date: lesson_date,
        first_period,
        last_period,
        periods,
        class,
        subject,
        staff: staff_id.into_iter().chain::<Vec<StaffId>>(others).collect(),
        teacher,
        room,
        interval: Interval { from: start_at, until: end_at },
        tie,
    }
}

/// Each requisition with its occasion and its kit list.
macro_rules! booked {
    () => {
        concat!(
            "from requisition join occasion on occasion.school_id = requisition.school_id
            and occasion.requisition_id = requisition.id and occasion.place = 0 ",
            $crate::occasion::with_kit_list!()
        )
    };
}
pub(crate) use booked;

/// The kit list of each requisition.
macro_rules! with_kit_list {
    () => {
        "left join kit_list on kit_list.school_id = requisition.school_id and kit_list.hash = requisition.kit_list "
    };
}
pub(crate) use with_kit_list;
