//! People in a school: its staff, and who may sign in as whom.

use domain::Instant;
use domain::id::{AccountId, InvitationId, StaffId};
use domain::people::{Invitation, Member, Roles, StaffMember};

use crate::columns::{Kept as _, columns, insert, select, statements};
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::{Reading, Writing};

columns! { "staff", StaffMember, |it, row|
    once {
        id: parsed = it.id;
        name: text = &it.name;
    }
    made StaffMember { id, name }
}

columns! { "invitation", Invitation, |it, row|
    once {
        id: parsed = it.id;
        email: text = &it.email;
        name: text = &it.name;
        roles: parsed = it.roles.to_string();
        staff_id: parsed_or_none = it.staff;
        mentor_id: parsed_or_none = it.mentor;
        ends_at: instant = it.ends_at;
        used_at: instant_or_none = it.used_at;
    }
    made Invitation { id, email, name, roles, staff: staff_id, mentor: mentor_id, ends_at, used_at }
}

macro_rules! select_member {
    () => {
        "select m.account_id, a.name, a.email, m.roles, m.staff_id, m.mentor_id, m.ended_at
        from membership m join account a on a.id = m.account_id where m.school_id = $1"
    };
}

statements! { "people";
    STAFF: StaffMember = select!(StaffMember, "from staff
        where school_id = $1 and retired_at is null order by name_folded");
    STAFF_ONE: StaffMember = select!(StaffMember, "from staff where school_id = $1 and id = $2");
    STAFF_NAMED: StaffMember = select!(StaffMember, "from staff where school_id = $1 and name_folded = $2");
    RENAME_STAFF = "update staff set name = $3, name_folded = $4 where school_id = $1 and id = $2";
    ADD_STAFF = insert!(StaffMember in "school_id, name_folded");
    MEMBERS: [Text, Text, Text, Text, Text, Text, Integer] = concat!(select_member!(), " order by a.name, a.id");
    MEMBER: [Text, Text, Text, Text, Text, Text, Integer] = concat!(select_member!(), " and m.account_id = $2");
    ADD_MEMBER = insert!("membership", "school_id, account_id, staff_id, mentor_id, roles, created_at",
        " on conflict (school_id, account_id) do update set staff_id = excluded.staff_id,
        mentor_id = excluded.mentor_id, roles = excluded.roles, ended_at = null");
    END_MEMBER = "update membership set ended_at = $3 where school_id = $1 and account_id = $2 and ended_at is null";
    CHANGE_MEMBER = "update membership set roles = $3, staff_id = $4, mentor_id = $5
        where school_id = $1 and account_id = $2 and ended_at is null";
    RENAME_MEMBER = "update account set name = $3 where id = $2
        and exists (select 1 from membership where school_id = $1 and account_id = $2 and ended_at is null)
        and not exists (select 1 from membership where school_id <> $1 and account_id = $2 and ended_at is null)";
    ELSEWHERE: [Integer] = "select count(*) from membership where school_id <> $1 and account_id = $2
        and ended_at is null";
    INVITATIONS: Invitation = select!(Invitation, "from invitation
        where school_id = $1 and used_at is null order by created_at desc");
    ADD_INVITATION = insert!(Invitation in "school_id, token_hash, created_at");
    DROP_INVITATION = "delete from invitation where school_id = $1 and id = $2 and used_at is null";
}

impl Reading {
    /// The staff of the school, by name.
    pub async fn staff(&mut self) -> Result<Vec<StaffMember>, StorageError> {
        let school = self.scope;
        self.connection.all(STAFF, values![school], StaffMember::read).await
    }

    /// One member of staff.
    pub async fn find_staff(&mut self, staff: StaffId) -> Result<Option<StaffMember>, StorageError> {
        let school = self.scope;
        self.connection.one(STAFF_ONE, values![school, staff], StaffMember::read).await
    }

    /// The member of staff whose folded name this is.
    pub async fn find_staff_named(&mut self, folded: &str) -> Result<Option<StaffMember>, StorageError> {
        let school = self.scope;
        self.connection.one(STAFF_NAMED, values![school, folded], StaffMember::read).await
    }

    /// Everybody who can or could sign in, by name.
    pub async fn members(&mut self) -> Result<Vec<Member>, StorageError> {
        let school = self.scope;
        self.connection.all(MEMBERS, values![school], read_member).await
    }

    /// One member.
    pub async fn find_member(&mut self, account: AccountId) -> Result<Option<Member>, StorageError> {
        let school = self.scope;
        self.connection.one(MEMBER, values![school, account], read_member).await
    }

    /// Whether an account belongs to another school too, whatever school that is.
    pub async fn belongs_elsewhere(&mut self, account: AccountId) -> Result<bool, StorageError> {
        let school = self.scope;
        let count =
            self.connection.one(ELSEWHERE, values![school, account], |row| row.number::<i64>()).await?;
        Ok(count.is_some_and(|count| count > 0))
    }

    /// Invitations that nobody has used, newest first.
    pub async fn invitations(&mut self) -> Result<Vec<Invitation>, StorageError> {
        let school = self.scope;
        self.connection.all(INVITATIONS, values![school], Invitation::read).await
    }
}

impl Writing {
    /// Adds a member of staff. The almanac has their name.
    pub async fn add_staff(&mut self, staff: &StaffMember, folded: &str) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(ADD_STAFF, staff.inserted(values![school, folded])?).await?;
        self.change_almanac().await
    }

    /// Gives a member of staff another name, as the timetable has it.
    pub async fn rename_staff(
        &mut self,
        staff: StaffId,
        name: &str,
        folded: &str,
    ) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(RENAME_STAFF, values![school, staff, name, folded]).await?;
        self.change_almanac().await
    }

    /// Lets an account into the school, or lets it in anew with other roles.
    pub async fn add_member(
        &mut self,
        account: AccountId,
        roles: &Roles,
        staff: Option<StaffId>,
        mentor: Option<StaffId>,
        at: Instant,
    ) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection
            .run_one(ADD_MEMBER, values![school, account, staff, mentor, roles.to_string(), at])
            .await
    }

    /// Changes what a member is to the school. Returns whether they belong to it.
    pub async fn change_member(
        &mut self,
        account: AccountId,
        roles: &Roles,
        staff: Option<StaffId>,
        mentor: Option<StaffId>,
    ) -> Result<bool, StorageError> {
        let row = values![self.scope, account, roles.to_string(), staff, mentor];
        Ok(self.connection.run(CHANGE_MEMBER, row).await? == 1)
    }

    /// Changes the name of a member who belongs to no other school. Returns whether they are such a one.
    pub async fn rename_member(&mut self, account: AccountId, name: &str) -> Result<bool, StorageError> {
        let school = self.scope;
        Ok(self.connection.run(RENAME_MEMBER, values![school, account, name]).await? == 1)
    }

    /// Ends an account's access. Returns whether it had any.
    pub async fn end_member(&mut self, account: AccountId, at: Instant) -> Result<bool, StorageError> {
        let school = self.scope;
        Ok(self.connection.run(END_MEMBER, values![school, account, at]).await? == 1)
    }

    /// Keeps an invitation, under the hash of the token in its link.
    pub async fn add_invitation(
        &mut self,
        invitation: &Invitation,
        token_hash: &str,
        at: Instant,
    ) -> Result<(), StorageError> {
        let row = invitation.inserted(values![self.scope, token_hash, at])?;
        self.connection.run_one(ADD_INVITATION, row).await
    }

    /// Takes an unused invitation back. Returns whether there was one.
    pub async fn drop_invitation(&mut self, id: InvitationId) -> Result<bool, StorageError> {
        let school = self.scope;
        Ok(self.connection.run(DROP_INVITATION, values![school, id]).await? == 1)
    }
}

fn read_member(row: &mut Fields<'_>) -> Result<Member, StorageError> {
    Ok(Member {
        account: row.parsed()?,
        name: row.text()?,
        email: row.text()?,
        roles: row.parsed()?,
        staff: row.parsed_or_none()?,
        mentor: row.parsed_or_none()?,
        ended_at: row.instant_or_none()?,
    })
}
