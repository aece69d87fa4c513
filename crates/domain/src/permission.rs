//! Permissions by type, in whatever scope: a deed takes a `Permit<P>`, and a permit can only be had for
//! somebody whose roles allow it, so that a forgotten check does not compile.

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

use crate::id::AccountId;

/// What things belong to and roles are had in: a school, or a network.
pub trait Scope: Copy + fmt::Debug + Eq + Hash + Send + Sync + 'static {
    /// What somebody can be in it.
    type Role: Copy + fmt::Debug + Eq + Send + Sync + 'static;
    /// Somebody who acts in it.
    type Actor: Acts<Scope = Self>;
}

/// Somebody who acts in a scope, with the roles they have there.
pub trait Acts: Clone + fmt::Debug + Send + Sync + 'static {
    /// Where they act.
    type Scope: Scope<Actor = Self>;

    /// The school or network whose things they act on.
    fn scope(&self) -> Self::Scope;

    /// Their account; none for whoever runs the server, by a command on it.
    fn account(&self) -> Option<AccountId>;

    /// As history names them.
    fn shown(&self) -> String;

    /// Whether they have any of these roles, or run the server: whoever does holds the database in their hands.
    fn is_any_of(&self, roles: &[<Self::Scope as Scope>::Role]) -> bool;
}

/// Something that roles allow or not.
pub trait Permission: Send + Sync + 'static {
    /// Where it is had.
    type Scope: Scope;
    /// Its name in code and in the route table.
    const NAME: &'static str;
    /// What it lets a person do, in words that follow “may”.
    const WORDS: &'static str;
    /// The roles that have it.
    const ROLES: &'static [<Self::Scope as Scope>::Role];
}

/// Whoever acts where a permission is had.
pub type ActorOf<P> = <<P as Permission>::Scope as Scope>::Actor;

/// The proof that somebody may do `P`.
#[derive(Clone, Debug)]
pub struct Permit<P: Permission> {
    actor: ActorOf<P>,
    permission: PhantomData<P>,
}

impl<P: Permission> Permit<P> {
    /// A permit for this person, if one of their roles allows it.
    pub fn of(actor: &ActorOf<P>) -> Result<Self, NotPermitted> {
        if actor.is_any_of(P::ROLES) {
            return Ok(Self { actor: actor.clone(), permission: PhantomData });
        }
        Err(NotPermitted { what: P::WORDS })
    }

    /// Who holds it.
    pub fn actor(&self) -> &ActorOf<P> {
        &self.actor
    }

    /// The school or network that it is for.
    pub fn scope(&self) -> P::Scope {
        self.actor.scope()
    }

    /// Their account; none for the operator.
    pub fn account(&self) -> Option<AccountId> {
        self.actor.account()
    }
}

/// None of the person's roles allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("your roles do not let you {what}")]
pub struct NotPermitted {
    /// What was wanted, in words that follow “let you”.
    pub what: &'static str,
}

/// One row of a table of permissions, for tests and the user's book.
#[derive(Clone, Copy, Debug)]
pub struct PermissionEntry<R: 'static> {
    /// Its name.
    pub name: &'static str,
    /// What it lets a person do.
    pub words: &'static str,
    /// The roles that have it.
    pub roles: &'static [R],
}

/// Makes of a table of permissions a module with a type for each, and the table itself.
macro_rules! permission_table {
    (
        $(#[$module_doc:meta])* $module:ident, $(#[$all_doc:meta])* $all:ident, $scope:ty, $role:ident;
        $($name:ident: $words:literal => [$($of:ident),* $(,)?];)*
    ) => {
        $(#[$module_doc])*
        pub mod $module {
            use super::$role;
            use crate::permission::Permission;
            $(
                #[doc = concat!("May ", $words, ".")]
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl Permission for $name {
                    type Scope = $scope;
                    const NAME: &'static str = stringify!($name);
                    const WORDS: &'static str = $words;
                    const ROLES: &'static [$role] = &[$($role::$of),*];
                }
            )*
        }

        $(#[$all_doc])*
        pub const $all: &[crate::permission::PermissionEntry<$role>] = &[$(
            crate::permission::PermissionEntry {
                name: stringify!($name), words: $words, roles: &[$($role::$of),*]
            },
        )*];
    };
}
pub(crate) use permission_table;
