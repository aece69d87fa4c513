//! Routes, each added through one function that requires its permission. The list of them is what the tests
//! walk, role by role and school by school.

use axum::Router;
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::Permission;

use crate::access::Access;
use crate::entered::Entered;
use crate::visitor::{guard, guard_signed_in};
use crate::{Problem, Server};

/// An answer, or the problem in its place.
pub type Answer = Result<Response, Problem>;

/// One route of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteEntry {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address, with `{names}` for its variable parts.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

/// Routes on their way into the server, for handlers that reach `S`.
#[must_use]
pub struct Routes<S> {
    server: Server,
    router: Router<S>,
    list: Vec<RouteEntry>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// None yet.
    pub fn new(server: &Server) -> Self {
        Self { server: server.clone(), router: Router::new(), list: Vec::new() }
    }

    /// A page for those who hold `P`, in their school, or in the network or chat that the address names as
    /// `{network}` or `{chat}`.
    pub fn get<P: Permission<Scope: Entered>, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, S>,
    ) -> Self {
        self.add::<P>("GET", path, on(MethodFilter::GET, handler))
    }

    /// A form for those who hold `P` there.
    pub fn post<P: Permission<Scope: Entered>, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, S>,
    ) -> Self {
        self.add::<P>("POST", path, on(MethodFilter::POST, handler))
    }

    /// A page for anybody.
    pub fn get_open<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self.list.push(RouteEntry { method: "GET", path, access: Access::Anybody });
        self.router = self.router.route(path, on(MethodFilter::GET, handler));
        self
    }

    /// A form for anybody.
    pub fn post_open<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self.list.push(RouteEntry { method: "POST", path, access: Access::Anybody });
        self.router = self.router.route(path, on(MethodFilter::POST, handler));
        self
    }

    /// A page for anybody who is signed in.
    pub fn get_signed_in<T: 'static>(self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self.add_signed_in("GET", path, on(MethodFilter::GET, handler))
    }

    /// A form for anybody who is signed in.
    pub fn post_signed_in<T: 'static>(self, path: &'static str, handler: impl Handler<T, S>) -> Self {
        self.add_signed_in("POST", path, on(MethodFilter::POST, handler))
    }

    /// Another noun's routes.
    pub fn merge(self, other: impl FnOnce(Self) -> Self) -> Self {
        other(self)
    }

    fn add_signed_in(mut self, method: &'static str, path: &'static str, route: MethodRouter<S>) -> Self {
        self.list.push(RouteEntry { method, path, access: Access::SignedIn });
        let guarded = route.route_layer(from_fn_with_state(self.server.clone(), guard_signed_in));
        self.router = self.router.route(path, guarded);
        self
    }

    fn add<P: Permission<Scope: Entered>>(
        mut self,
        method: &'static str,
        path: &'static str,
        route: MethodRouter<S>,
    ) -> Self {
        let access = P::Scope::access(P::NAME, P::ROLES);
        self.list.push(RouteEntry { method, path, access });
        let guarded = route.route_layer(from_fn_with_state(self.server.clone(), guard::<P>));
        self.router = self.router.route(path, guarded);
        self
    }

    /// The list of them.
    pub fn into_list(self) -> Vec<RouteEntry> {
        self.list
    }

    /// The list of them, and all of them as one.
    pub fn into_list_and_router(self) -> (Vec<RouteEntry>, Router<S>) {
        let list = self.list.clone();
        (list, self.into_router())
    }

    /// All of them as one; what they do not name is not found.
    pub fn into_router(self) -> Router<S> {
        self.router.fallback(|| async { Problem::not_found() }).method_not_allowed_fallback(|| async {
            (StatusCode::METHOD_NOT_ALLOWED, "This address does not take that.").into_response()
        })
    }
}
