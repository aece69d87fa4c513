//! The occasions of requisitions: when and where each is, and with whom.

use domain::Interval;
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
        staff: json = serde_json::to_string(&it.staff)?;
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
        staff,
        teacher,
        room,
        interval: Interval { from: start_at, until: end_at },
        tie,
    }
}

/// Each requisition with its occasion.
macro_rules! booked {
    () => {
        "from requisition join occasion on occasion.school_id = requisition.school_id
        and occasion.requisition_id = requisition.id and occasion.place = 0 "
    };
}
pub(crate) use booked;
