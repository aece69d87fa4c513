//! The routes. Each is added through one function that requires its permission, and the list of them is
//! what the tests walk, role by role and school by school.

use axum::Router;
use http::RouteEntry;

use crate::app::{App, Routes};

fn every(app: &App) -> Routes {
    Routes::new(app)
        .merge(crate::home::routes)
        .merge(crate::sign_in::routes)
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
        .merge(crate::exception::routes)
        .merge(crate::school::routes)
        .merge(crate::chat::routes)
        .merge(crate::evening::routes)
    // More nouns' routes are merged here, one line each.
}

/// Every route, over what the handlers can reach, and the list of them.
pub(crate) fn all(app: &App) -> (Vec<RouteEntry>, Router<App>) {
    every(app).into_list_and_router()
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
    every(&App::new(http::Server::new(house.clone(), settings, stop), crate::FRAMES_KEPT)).into_list()
}
