//! `trolley serve`: serves the pages of the schools in a database.

use std::net::SocketAddr;

use clap::Args;

use crate::failure::Failure;
use crate::open;
use crate::output::tell;
use crate::running::{self, ServeSettings};
use crate::settings::{Database, File};

/// What `serve` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley serve --database school.db --listen 127.0.0.1:8080 --public-url https://trolley.hillside.example"
)]
pub struct Arguments {
    #[command(flatten)]
    pub database: Database,
    #[command(flatten)]
    pub listening: Listening,
    /// The address that people's browsers use, where a proxy stands in front: https://….
    #[arg(long, env = "TROLLEY_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Whether cookies are only sent over HTTPS: true or false; unless given, true where --public-url is https.
    #[arg(long, env = "TROLLEY_SECURE_COOKIES", value_name = "BOOL")]
    pub secure_cookies: Option<bool>,
}

/// Where and how much.
#[derive(Debug, Args)]
pub struct Listening {
    /// The address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080].
    #[arg(long, env = "TROLLEY_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Requests served at once; those beyond are answered 503 [default: 256].
    #[arg(long, env = "TROLLEY_MOST_REQUESTS", value_name = "NUMBER")]
    pub most_requests: Option<usize>,
}

/// Serves until it is told to stop.
pub async fn run(arguments: Arguments, file: &File) -> Result<(), Failure> {
    let public_url = file.optional(arguments.public_url, "public_url");
    if public_url.as_deref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
        return Err(Failure::new(
            "--public-url must begin with https:// or http://, like https://trolley.hillside.example",
        ));
    }
    let is_https = public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let settings = ServeSettings {
        listen: file.listen(arguments.listening.listen)?,
        secure_cookies: file.optional_value(arguments.secure_cookies, "secure_cookies")?.unwrap_or(is_https),
        most_requests: file.value(arguments.listening.most_requests, "most_requests")?,
        public_url,
    };
    let house = open::house(&arguments.database, file).await?;
    actions::school::follow_landed(&house).await?;
    let shown = settings.public_url.clone();
    running::serve(house, settings, |address| {
        let url = shown.unwrap_or_else(|| format!("http://{address}"));
        tell(&format!("Serving on {address}: {url}"));
        tracing::info!(%address, "serving");
    })
    .await
}
