//! The routes. Each is added through one function that requires its permission, and the list of them is
//! what the tests walk, role by role and school by school.


use axum::Router;
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::Permission;
use domain::chat::ChatRole;
use domain::id::{NetworkId, SchoolId};
use domain::people::Role;
pub(crate) use http::typed;

use crate::answer::Problem;
use crate::app::App;
use crate::participant::{guard_in_network, guard_signed_in};
use crate::visitor::guard;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Anybody,
    /// Those whose roles give them this permission.
    Permitted {
        /// The permission's name.
        permission: &'static str,
        /// The roles that have it.
        roles: &'static [Role],
    },
    /// Anybody who is signed in, in a school or not.
    SignedIn,
    /// Those whose roles in the network or chat give them this permission; others do not find it.
    InNetwork {
        /// The permission's name.
        permission: &'static str,
        /// The roles that have it.
        roles: &'static [ChatRole],
    },
}

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

/// Routes on their way into the server.
pub(crate) struct Routes {
    app: App,
    router: Router<App>,
    list: Vec<RouteEntry>,
}

impl Routes {
    pub fn new(app: &App) -> Self {
        Self { app: app.clone(), router: Router::new(), list: Vec::new() }
    }

    /// A page for those who hold `P`.
    pub fn get<P: Permission<Scope = SchoolId>, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add::<P>("GET", path, on(MethodFilter::GET, handler))
    }

    /// A form for those who hold `P`.
    pub fn post<P: Permission<Scope = SchoolId>, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add::<P>("POST", path, on(MethodFilter::POST, handler))
    }

    /// A page for anybody.
    pub fn get_open<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, App>) -> Self {
        self.list.push(RouteEntry { method: "GET", path, access: Access::Anybody });
        self.router = self.router.route(path, on(MethodFilter::GET, handler));
        self
    }

    /// A form for anybody.
    pub fn post_open<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, App>) -> Self {
        self.list.push(RouteEntry { method: "POST", path, access: Access::Anybody });
        self.router = self.router.route(path, on(MethodFilter::POST, handler));
        self
    }

    /// A page for anybody who is signed in.
    pub fn get_signed_in<T: 'static>(self, path: &'static str, handler: impl Handler<T, App>) -> Self {
        self.add_signed_in("GET", path, on(MethodFilter::GET, handler))
    }

    /// A form for anybody who is signed in.
    pub fn post_signed_in<T: 'static>(self, path: &'static str, handler: impl Handler<T, App>) -> Self {
        self.add_signed_in("POST", path, on(MethodFilter::POST, handler))
    }

    /// A page of a network or a chat, which its address names as `{network}` or `{chat}`, for those who hold
    /// `P` there.
    pub fn get_in_network<P: Permission<Scope = NetworkId>, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add_in_network::<P>("GET", path, on(MethodFilter::GET, handler))
    }

    /// A form of a network or a chat, for those who hold `P` there.
    pub fn post_in_network<P: Permission<Scope = NetworkId>, T: 'static>(
        self,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add_in_network::<P>("POST", path, on(MethodFilter::POST, handler))
    }

    fn add_signed_in(mut self, method: &'static str, path: &'static str, route: MethodRouter<App>) -> Self {
        self.list.push(RouteEntry { method, path, access: Access::SignedIn });
        let guarded = route.route_layer(from_fn_with_state(self.app.clone(), guard_signed_in));
        self.router = self.router.route(path, guarded);
        self
    }

    fn add_in_network<P: Permission<Scope = NetworkId>>(
        mut self,
        method: &'static str,
        path: &'static str,
        route: MethodRouter<App>,
    ) -> Self {
        let access = Access::InNetwork { permission: P::NAME, roles: P::ROLES };
        self.list.push(RouteEntry { method, path, access });
        let guarded = route.route_layer(from_fn_with_state(self.app.clone(), guard_in_network::<P>));
        self.router = self.router.route(path, guarded);
        self
    }

    /// Another noun's routes.
    pub fn merge(self, other: impl FnOnce(Self) -> Self) -> Self {
        other(self)
    }

    fn add<P: Permission<Scope = SchoolId>>(
        mut self,
        method: &'static str,
        path: &'static str,
        route: MethodRouter<App>,
    ) -> Self {
        self.list.push(RouteEntry {
            method,
            path,
            access: Access::Permitted { permission: P::NAME, roles: P::ROLES },
        });
        let guarded = route.route_layer(from_fn_with_state(self.app.clone(), guard::<P>));
        self.router = self.router.route(path, guarded);
        self
    }
}

fn every(app: &App) -> Routes {
    Routes::new(app)
        .merge(crate::home::routes)
        .merge(crate::sign_in::routes)
        .merge(crate::sign_in::sessions::routes)
        .merge(crate::requisition::routes)
        .merge(crate::prep::routes)
        .merge(crate::catalogue::routes)
        .merge(crate::idea::routes)
        .merge(crate::network::routes)
        .merge(crate::apparatus::routes)
        .merge(crate::people::routes)
        .merge(crate::timetable::routes)
        .merge(crate::calendar::routes)
        .merge(crate::policy::routes)
        .merge(crate::evidence::routes)
        .merge(crate::search::routes)
        .merge(crate::first_day::routes)
        .merge(crate::chat::routes)
        .merge(crate::evening::routes)
        .merge(crate::evening::read::routes)
    // More nouns' routes are merged here, one line each.
}

/// Every route, over what the handlers can reach.
pub(crate) fn all(app: &App) -> Router<App> {
    every(app).router.fallback(|| async { Problem::not_found() }).method_not_allowed_fallback(|| async {
        (StatusCode::METHOD_NOT_ALLOWED, "This address does not take that.").into_response()
    })
}

/// The list of routes with their permissions.
pub fn route_list(house: &actions::House) -> Vec<RouteEntry> {
    let settings = crate::ServeSettings {
        listen: std::net::SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: None,
        secure_cookies: false,
        most_requests: 1,
    };
    let stop = tokio_util::sync::CancellationToken::new();
    every(&App::new(http::Server::new(house.clone(), settings, stop), crate::FRAMES_KEPT)).list
}

/// An answer, or the problem in its place.
pub(crate) type Answer = Result<Response, Problem>;
