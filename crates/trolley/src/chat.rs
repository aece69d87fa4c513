//! `trolley chat`: archives of evenings in and out, and erasing a person.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use actions::chat::Imported;
use actions::erasure::{Erase as EraseHandle, EraseAccount, Touched, erasure_of, erasure_of_account};
use actions::{ActionError, House};
use clap::{Args, Subcommand, ValueEnum};
use domain::chat::archive::MOST_BYTES;
use domain::chat::{Participant, chat_permissions};
use domain::id::{AccountId, ChatId, NetworkId};
use interchange::chat_archive;
use serde::Serialize;

use crate::check::as_json;
use crate::failure::Failure;
use crate::open;
use crate::output::{hand_out, say};
use crate::settings::{Database, File};

/// What can be done about chats.
#[derive(Debug, Subcommand)]
pub enum Chat {
    /// Bring the text archive of an evening: all of it, or nothing. Only network administrators see it.
    Import(Import),
    /// Write an evening out, as it is kept now.
    Export(Export),
    /// Take a person out of everything that was said; without --yes, only say what that would touch.
    Erase(Erase),
}

/// What `chat import` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley chat import prepchat.txt --database school.db\n  trolley chat import prepchat.txt --network county --json --database school.db"
)]
pub struct Import {
    /// The archive.
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// The network it belongs to, by short name or identifier [default: one that is made for it, in which
    /// nobody is].
    #[arg(long, value_name = "NETWORK")]
    pub network: Option<String>,
    /// The time zone of the network that is made [default: UTC].
    #[arg(long, value_name = "ZONE", conflicts_with = "network")]
    pub time_zone: Option<String>,
    /// Bring it even where the network has an archive of this tag and hour.
    #[arg(long)]
    pub again: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub database: Database,
}

/// What `chat export` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Messages that were hidden or withdrawn keep their place and have no words. The text of an imported archive is the file it came from.\n\nExample:\n  trolley chat export 01890000-0000-7000-8000-000000000000 --format html --output evening.html --database school.db"
)]
pub struct Export {
    /// The chat.
    #[arg(value_name = "ID")]
    pub chat: ChatId,
    /// As what.
    #[arg(long)]
    pub format: Format,
    /// Write it into this file [default: standard output].
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub database: Database,
}

/// What an evening is written out as.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// The text archive.
    Text,
    /// A page that needs no server.
    Html,
    /// JSON.
    Json,
}

/// What `chat erase` takes.
#[derive(Debug, Args)]
#[command(
    group = clap::ArgGroup::new("person").required(true).args(["handle", "email"]),
    after_help = "An imported archive knows handles and no accounts: erase from it by --handle.\n\nExample:\n  trolley chat erase --network county --handle prep_ann --database school.db\n  trolley chat erase --network county --handle prep_ann --yes --database school.db\n  trolley chat erase --email ann@hillside.example --yes --database school.db"
)]
pub struct Erase {
    /// The network, by short name or identifier.
    #[arg(long, value_name = "NETWORK")]
    pub network: Option<String>,
    /// In every network of this server.
    #[arg(long, conflicts_with = "network")]
    pub everywhere: bool,
    /// The person's handle, whether they wrote something or were only mentioned.
    #[arg(long, value_name = "HANDLE")]
    pub handle: Option<String>,
    /// The address of their account: erased is all that the networks keep of it, under any handle.
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Do it. It cannot be undone.
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub database: Database,
}

#[derive(Serialize)]
struct ImportAnswer<'a> {
    id: ChatId,
    network: NetworkId,
    network_slug: &'a str,
    messages: usize,
    quotes: usize,
    replies: usize,
    authors: usize,
    moderators: usize,
}

/// The zone of a network that is made for an archive where nobody gives one.
const UTC: &str = "UTC";

/// Brings an archive.
pub async fn import(arguments: Import, file: &File) -> Result<(), Failure> {
    let bytes = read(&arguments.path)?;
    let house = open::house(&arguments.database, file).await?;
    let (network, slug, imported) = brought(&house, &arguments, &bytes).await?;
    house.close().await;
    let Imported { id, counts } = imported;
    if arguments.json {
        say(&as_json(&ImportAnswer {
            id,
            network,
            network_slug: &slug,
            messages: counts.messages,
            quotes: counts.quotes,
            replies: counts.replies,
            authors: counts.authors,
            moderators: counts.moderators,
        })?);
        return Ok(());
    }
    say(&format!(
        "Imported {} messages by {} people, with {} quotes and {} replies, as chat {id}.",
        counts.messages, counts.authors, counts.quotes, counts.replies
    ));
    if arguments.network.is_none() {
        let zone = arguments
            .time_zone
            .as_deref()
            .map_or_else(|| format!("{UTC}, because no --time-zone was given"), str::to_owned);
        say(&format!("It is in the network {slug}, in which nobody is; its time zone is {zone}."));
    }
    say("Nobody in it was asked, so only network administrators see it until one of them publishes it.");
    Ok(())
}

/// Brings it into the network that was given, or into one that is made for it.
async fn brought(
    house: &House,
    arguments: &Import,
    bytes: &[u8],
) -> Result<(NetworkId, String, Imported), Failure> {
    if let Some(named) = &arguments.network {
        let (network, slug) = network_named(house, named).await?;
        let operator = Participant::operator(network);
        let permit = operator.permit::<chat_permissions::ManageNetwork>().map_err(ActionError::from)?;
        let imported = actions::chat::import(house, &permit, bytes, arguments.again).await;
        let imported = imported.map_err(|error| in_file(&arguments.path, error))?;
        return Ok((network, slug, imported));
    }
    let zone = arguments.time_zone.as_deref().unwrap_or(UTC);
    let imported = actions::chat::import_privately(house, bytes, zone, arguments.again).await;
    let (network, imported) = imported.map_err(|error| in_file(&arguments.path, error))?;
    Ok((network.id, network.slug, imported))
}

fn in_file(path: &Path, error: ActionError) -> Failure {
    match error {
        ActionError::File(words) => ActionError::File(format!("{}: {words}", path.display())).into(),
        other => other.into(),
    }
}

/// A file's content. One that is larger than is ever read is refused before it fills memory.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("{} cannot be read: {error}", path.display()));
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    // One byte more than is read, so that reading knows that there is more.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

async fn network_named(house: &House, named: &str) -> Result<(NetworkId, String), Failure> {
    let networks = actions::network::every(house).await?;
    let found = match actions::network::find(house, named).await {
        Err(ActionError::NotFound(_)) => {
            let others: Vec<&str> = networks.iter().map(|network| network.slug.as_str()).collect();
            return Err(Failure::new(if others.is_empty() {
                format!(
                    "there is no network “{named}” and no other in this database; make one with `trolley network create`"
                )
            } else {
                format!(
                    "there is no network “{named}” in this database; --network takes one of {}",
                    others.join(", ")
                )
            }));
        }
        other => other?,
    };
    let slug = networks.into_iter().find(|network| network.id == found).map(|network| network.slug);
    Ok((found, slug.unwrap_or_else(|| named.to_owned())))
}

/// Writes an evening out.
pub async fn export(arguments: Export, file: &File) -> Result<(), Failure> {
    let house = open::house(&arguments.database, file).await?;
    let network = actions::evening::network_of(&house, arguments.chat).await?;
    let Some(network) = network else {
        return Err(Failure::new(format!("there is no chat {} in this database", arguments.chat)));
    };
    let text = written(&house, network, &arguments).await?;
    house.close().await;
    let Some(path) = &arguments.output else {
        hand_out(&text);
        return Ok(());
    };
    std::fs::write(path, &text)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))?;
    say(&format!("Wrote {}.", path.display()));
    Ok(())
}

async fn written(house: &House, network: NetworkId, arguments: &Export) -> Result<String, Failure> {
    let operator = Participant::operator(network);
    let permit = operator.permit::<chat_permissions::SeeRoom>().map_err(ActionError::from)?;
    let unwritten =
        |error: &dyn std::error::Error| Failure::new(format!("the evening cannot be written: {error}"));
    if matches!(arguments.format, Format::Text) {
        let archive = actions::evening::archive(house, &permit, arguments.chat).await?;
        return Ok(chat_archive::text(&archive));
    }
    let evening = actions::evening::as_it_stands(house, &permit, arguments.chat).await?;
    match arguments.format {
        Format::Html => chat_archive::html(&evening).map_err(|error| unwritten(&error)),
        Format::Json | Format::Text => chat_archive::json(&evening).map_err(|error| unwritten(&error)),
    }
}

#[derive(Serialize)]
struct EraseAnswer {
    done: bool,
    #[serde(flatten)]
    touched: Touched,
    networks: Vec<ErasedIn>,
}

#[derive(Serialize)]
struct ErasedIn {
    network: String,
    #[serde(flatten)]
    touched: Touched,
}

/// Erases a person, or says what that would touch.
pub async fn erase(arguments: Erase, file: &File) -> Result<(), Failure> {
    let house = open::house(&arguments.database, file).await?;
    let networks = networks_of(&house, &arguments).await?;
    let account = match &arguments.email {
        Some(email) => Some(account_of(&house, email).await?),
        None => None,
    };
    let mut answer = EraseAnswer { done: arguments.yes, touched: Touched::default(), networks: Vec::new() };
    for (network, slug) in networks {
        let touched = erase_in(&house, network, account, &arguments).await?;
        answer.touched = answer.touched.and(touched);
        if touched.total() > 0 {
            answer.networks.push(ErasedIn { network: slug, touched });
        }
    }
    house.close().await;
    if arguments.json {
        say(&as_json(&answer)?);
    } else {
        answer.print();
    }
    Ok(())
}

async fn networks_of(house: &House, arguments: &Erase) -> Result<Vec<(NetworkId, String)>, Failure> {
    if let Some(named) = &arguments.network {
        return Ok(vec![network_named(house, named).await?]);
    }
    if !arguments.everywhere && arguments.email.is_none() {
        return Err(Failure::new("say where: give --network with its short name, or --everywhere"));
    }
    let networks = actions::network::every(house).await?.into_iter();
    Ok(networks.map(|network| (network.id, network.slug)).collect())
}

async fn account_of(house: &House, email: &str) -> Result<AccountId, Failure> {
    let account = actions::erasure::account_of(house, email).await?;
    account
        .ok_or_else(|| Failure::new(format!("nobody has an account here with the address {}", email.trim())))
}

async fn erase_in(
    house: &House,
    network: NetworkId,
    account: Option<AccountId>,
    arguments: &Erase,
) -> Result<Touched, ActionError> {
    let operator = Participant::operator(network);
    let permit = operator.permit::<chat_permissions::ErasePeople>()?;
    let handle = arguments.handle.clone().unwrap_or_default();
    match (account, arguments.yes) {
        (Some(account), true) => house.act(&permit, (), EraseAccount { account }, None).await,
        (Some(account), false) => erasure_of_account(house, &permit, account).await,
        (None, true) => house.act(&permit, (), EraseHandle { handle }, None).await,
        (None, false) => erasure_of(house, &permit, &handle).await,
    }
}

impl EraseAnswer {
    fn print(&self) {
        if self.networks.is_empty() {
            say("Nothing of that person is there.");
            return;
        }
        for erased in &self.networks {
            let verb = if self.done { "touched" } else { "would touch" };
            say(&format!("In {} this {verb}:", erased.network));
            for (count, what) in counted(erased.touched) {
                say(&format!("  {count} {what}"));
            }
        }
        if !self.done {
            say("Nothing was changed. Give --yes to do it; it cannot be undone.");
        }
    }
}

/// What was touched, in words, without what was not.
fn counted(touched: Touched) -> impl Iterator<Item = (usize, &'static str)> {
    let all = [
        (touched.messages, "messages of theirs"),
        (touched.quotes, "copies of their words in quotes"),
        (touched.reply_lines, "replies that name them"),
        (touched.mentions, "other texts that mention them"),
        (touched.list_items, "items of lists"),
        (touched.revisions, "published evenings, each with a new revision"),
        (touched.topics, "proposed topics"),
        (touched.reports, "reports"),
        (touched.saved, "ideas, notes and drafts saved in schools"),
        (touched.records, "records of their account: handle, consents, roles, votes"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0)
}
