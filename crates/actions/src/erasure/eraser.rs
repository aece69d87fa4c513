//! Erasing a person: one operation over everything that a network keeps of them, and over what schools have
//! saved from its chats.
//!
//! Places stay, so that whoever answered them still answers somebody. That they belong to the network stays
//! too: leaving it is another deed. What would be touched is found out by doing all of it in a unit of work
//! that is then not kept, so that the two can never differ.

use domain::Permit;
use domain::permission::Acts as _;
use std::collections::{BTreeMap, BTreeSet};

use domain::chat::archive::Entry;
use domain::chat::erasure::{self, erase_from_evening, erase_from_text};
use domain::chat::evening::Evening;
use domain::chat::handle::Handle;
use domain::chat::pseudonym::has_pseudonyms;
use domain::chat::{Chat, ChatState, KeptPreamble, chat_permissions};
use domain::history::{Kind, NetworkEvent};
use domain::id::{AccountId, ChatId, MessageId};
use domain::list_item::KeptItem;
use domain::message::{Message, MessageState};
use serde::{Deserialize, Serialize};
use storage::NetworkWriting;
use storage::erasure::WordsIn;

use crate::chat::history::told;
use crate::evening::{archive_as_kept, evening_of, make_revision};
use crate::{ActionError, Begun, House, Once};

/// What an erasure changed, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Messages that they wrote or brought into a chat.
    pub messages: usize,
    /// Copies of their words in quotes, at any depth.
    pub quotes: usize,
    /// Other people's replies to them, and reply lines that name them.
    pub reply_lines: usize,
    /// Other texts that mention them.
    pub mentions: usize,
    /// Items of lists that were theirs or mention them.
    pub list_items: usize,
    /// Published evenings that got a new revision without them.
    pub revisions: usize,
    /// Topics that they proposed or that mention them.
    pub topics: usize,
    /// Reports that they made or that mention them.
    pub reports: usize,
    /// Ideas, trial notes and drafts in schools that were saved from their messages or mention them.
    pub saved: usize,
    /// What the network kept of their account: handle, consents, roles, votes, mutes, calendar feed.
    pub records: usize,
}

impl Touched {
    /// Everything together.
    pub fn total(self) -> usize {
        self.messages
            + self.quotes
            + self.reply_lines
            + self.mentions
            + self.list_items
            + self.revisions
            + self.topics
            + self.reports
            + self.saved
            + self.records
    }

    /// What two erasures change together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            messages: self.messages + other.messages,
            quotes: self.quotes + other.quotes,
            reply_lines: self.reply_lines + other.reply_lines,
            mentions: self.mentions + other.mentions,
            list_items: self.list_items + other.list_items,
            revisions: self.revisions + other.revisions,
            topics: self.topics + other.topics,
            reports: self.reports + other.reports,
            saved: self.saved + other.saved,
            records: self.records + other.records,
        }
    }

    fn add(&mut self, texts: erasure::Touched) {
        self.messages += texts.messages;
        self.quotes += texts.quotes;
        self.reply_lines += texts.reply_lines;
        self.mentions += texts.mentions;
        self.list_items += texts.list_items;
    }
}

/// Why a revision is made when somebody is erased.
const REASON: &str = "A person was erased";

/// What erasing whoever has this handle would touch. They need not have said anything: others may have
/// mentioned them. Nothing is changed.
pub async fn erasure_of(
    house: &House,
    permit: &Permit<chat_permissions::ErasePeople>,
    handle: &str,
) -> Result<Touched, ActionError> {
    let handle = handle_typed(handle)?;
    let mut writing = house.storage.write(permit.network()).await?;
    let person = person_of_handle(&mut writing, handle).await?;
    // Dropped unkept: nothing of this happens.
    Ok(Eraser::new(house, permit, person).erase(&mut writing).await?.touched)
}

/// Erases whoever has this handle from everything in the network.
pub async fn erase(
    house: &House,
    permit: &Permit<chat_permissions::ErasePeople>,
    handle: &str,
    once: Option<Once>,
) -> Result<Touched, ActionError> {
    let handle = handle_typed(handle)?;
    let mut work = match house.begin_in_network(permit.network(), permit.account(), once).await? {
        Begun::Answered(touched) => return Ok(touched),
        Begun::Anew(work) => work,
    };
    let person = person_of_handle(&mut work, handle).await?;
    let erased = Eraser::new(house, permit, person).erase(&mut work).await?;
    let (touched, last) = erased.record(&mut work).await?;
    work.finish(touched, Some(last)).await
}

/// The same as [`erasure_of`] for an account and whatever handle it has in the network.
pub async fn erasure_of_account(
    house: &House,
    permit: &Permit<chat_permissions::ErasePeople>,
    account: AccountId,
) -> Result<Touched, ActionError> {
    let mut writing = house.storage.write(permit.network()).await?;
    let person = person_of_account(&mut writing, account).await?;
    Ok(Eraser::new(house, permit, person).erase(&mut writing).await?.touched)
}

/// The same as [`erase`] for an account and whatever handle it has in the network.
pub async fn erase_account(
    house: &House,
    permit: &Permit<chat_permissions::ErasePeople>,
    account: AccountId,
    once: Option<Once>,
) -> Result<Touched, ActionError> {
    let mut work = match house.begin_in_network(permit.network(), permit.account(), once).await? {
        Begun::Answered(touched) => return Ok(touched),
        Begun::Anew(work) => work,
    };
    let person = person_of_account(&mut work, account).await?;
    let erased = Eraser::new(house, permit, person).erase(&mut work).await?;
    let (touched, last) = erased.record(&mut work).await?;
    work.finish(touched, Some(last)).await
}

fn handle_typed(text: &str) -> Result<Handle, ActionError> {
    let text = text.trim();
    let handle: Handle = text.strip_prefix('@').unwrap_or(text).parse().map_err(
        |error: domain::chat::handle::HandleError| ActionError::field("handle", error.to_string()),
    )?;
    if handle.is_erased() {
        return Err(ActionError::field("handle", "that name stands for people who are erased already"));
    }
    Ok(handle)
}

/// Who is erased: under which handles they appear in the network, and their account where they have one.
struct Person {
    handles: Vec<Handle>,
    account: Option<AccountId>,
}

async fn person_of_handle(writing: &mut NetworkWriting, handle: Handle) -> Result<Person, ActionError> {
    match writing.account_of_handle(&handle.folded()).await? {
        Some(account) => person_of_account(writing, account).await,
        None => Ok(Person { handles: vec![handle], account: None }),
    }
}

async fn person_of_account(writing: &mut NetworkWriting, account: AccountId) -> Result<Person, ActionError> {
    let said = writing.messages_of_account(account).await?.into_iter().map(|message| message.handle);
    let mut handles: Vec<Handle> = writing.handle_of(account).await?.into_iter().chain(said).collect();
    handles.retain(|handle| !handle.is_erased());
    handles.sort_by_key(Handle::folded);
    handles.dedup_by(|one, other| one.is(other));
    Ok(Person { handles, account: Some(account) })
}

impl Person {
    fn is(&self, handle: &Handle) -> bool {
        self.handles.iter().any(|own| own.is(handle))
    }

    fn wrote(&self, message: &Message) -> bool {
        let by_account = self.account.is_some() && message.account == self.account;
        message.state != MessageState::Erased && (by_account || self.is(&message.handle))
    }

    /// A text without their mentions; none where it holds none.
    fn out_of(&self, text: &str) -> Option<String> {
        let mut other = text.to_owned();
        for handle in &self.handles {
            other = erase_from_text(&other, handle).0;
        }
        (other != text).then_some(other)
    }

    /// The same for every text of a JSON value.
    fn out_of_json(&self, json: &str) -> Option<String> {
        let mut value: serde_json::Value = serde_json::from_str(json).ok()?;
        self.out_of_value(&mut value).then(|| value.to_string())
    }

    fn out_of_value(&self, value: &mut serde_json::Value) -> bool {
        use serde_json::Value;
        let inner: Vec<&mut Value> = match value {
            Value::String(text) => return self.out_of(text).map(|other| *text = other).is_some(),
            Value::Array(values) => values.iter_mut().collect(),
            Value::Object(fields) => fields.values_mut().collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
        };
        // Every one of them, also after the first that held something.
        inner.into_iter().map(|value| self.out_of_value(value)).filter(|changed| *changed).count() > 0
    }
}

/// An erasure in a unit of work.
struct Eraser<'deed> {
    house: &'deed House,
    permit: &'deed Permit<chat_permissions::ErasePeople>,
    person: Person,
    touched: Touched,
    /// Messages that open rooms draw anew.
    changed: Vec<(ChatId, MessageId)>,
    /// Chats they had a part in, whose head open rooms draw anew: it says who hosts.
    led: Vec<ChatId>,
    /// Chats with a new revision.
    published: Vec<ChatId>,
}

/// What was erased, to be recorded last in the unit.
struct Erased {
    touched: Touched,
    events: Vec<NetworkEvent>,
    last: NetworkEvent,
}

impl Erased {
    /// Records all but the last entry of history, which the unit ends with.
    async fn record(self, writing: &mut NetworkWriting) -> Result<(Touched, NetworkEvent), ActionError> {
        for event in self.events {
            writing.record(event).await?;
        }
        Ok((self.touched, self.last))
    }
}

impl<'deed> Eraser<'deed> {
    fn new(
        house: &'deed House,
        permit: &'deed Permit<chat_permissions::ErasePeople>,
        person: Person,
    ) -> Self {
        let touched = Touched::default();
        Self { house, permit, person, touched, changed: Vec::new(), led: Vec::new(), published: Vec::new() }
    }

    async fn erase(mut self, writing: &mut NetworkWriting) -> Result<Erased, ActionError> {
        // Chats before the network, as every deed in a chat does, so that none waits for the other.
        writing.lock_every_chat().await?;
        writing.lock_network().await?;
        // Words first: what is read after that is kept as it was read.
        for words_in in WordsIn::ALL.into_iter().filter(|words_in| *words_in != WordsIn::Message) {
            self.reword(writing, words_in).await?;
        }
        for chat in writing.chats().await? {
            self.chat(writing, chat).await?;
        }
        self.never_shown(writing).await?;
        self.reword(writing, WordsIn::Message).await?;
        self.records(writing).await?;
        Ok(self.erased())
    }

    async fn reword(&mut self, writing: &mut NetworkWriting, words_in: WordsIn) -> Result<(), ActionError> {
        for handle in &self.person.handles {
            let mention = format!("@{}", handle.folded());
            let reworded = |text: &str| match words_in {
                WordsIn::PracticalDetails => self.person.out_of_json(text),
                _ => self.person.out_of(text),
            };
            let rows = writing.reword(words_in, &mention, &reworded).await?;
            let rows = usize::try_from(rows).unwrap_or(usize::MAX);
            match words_in {
                WordsIn::Topic => self.touched.topics += rows,
                WordsIn::Report => self.touched.reports += rows,
                WordsIn::Idea
                | WordsIn::PracticalNote
                | WordsIn::PracticalTitle
                | WordsIn::PracticalDetails => self.touched.saved += rows,
                // The title once more.
                WordsIn::PracticalSearchTitle => {}
                _ => self.touched.mentions += rows,
            }
        }
        Ok(())
    }

    /// One chat: its messages, its list, and what is published of it.
    async fn chat(&mut self, writing: &mut NetworkWriting, mut chat: Chat) -> Result<(), ActionError> {
        let published = published_of(writing, &chat).await?;
        let before = self.touched;
        let people = writing.chat_people(chat.id).await?;
        if people.iter().any(|person| Some(person.account) == self.person.account) {
            self.led.push(chat.id);
        }
        let messages = writing.messages_of(chat.id).await?;
        let own: BTreeSet<MessageId> =
            messages.iter().filter(|message| self.person.wrote(message)).map(|message| message.id).collect();
        let is_unpinned = chat.pinned.take_if(|pinned| own.contains(pinned)).is_some();
        let has_other_head = self.entries(writing, &mut chat, &messages).await?;
        self.live(writing, &messages, &own).await?;
        self.items(writing, &chat, &own).await?;
        for message in &own {
            let saved = writing.forget_saved_from(*message).await?;
            self.touched.saved += usize::try_from(saved).unwrap_or(usize::MAX);
        }
        if is_unpinned || has_other_head {
            writing.set_chat(&chat).await?;
            chat.version += 1;
        }
        let Some(published) = published else { return Ok(()) };
        if self.touched == before && !self.is_in(&published.evening) {
            return Ok(());
        }
        let by = self.actor();
        make_revision(writing, self.house, &mut chat, REASON, by, published.has_pseudonyms).await?;
        self.touched.revisions += 1;
        self.published.push(chat.id);
        Ok(())
    }

    fn is_in(&self, evening: &Evening) -> bool {
        let mut copy = evening.clone();
        self.person.handles.iter().any(|handle| erase_from_evening(&mut copy, handle).total() > 0)
    }

    /// The entries of an imported archive, at any depth. Returns whether its head changed.
    async fn entries(
        &mut self,
        writing: &mut NetworkWriting,
        chat: &mut Chat,
        messages: &[Message],
    ) -> Result<bool, ActionError> {
        let Some(mut archive) = archive_as_kept(chat, messages) else { return Ok(false) };
        for handle in &self.person.handles {
            self.touched.add(erasure::erase(&mut archive, handle));
        }
        let imported = messages.iter().filter_map(|message| Some((message, message.entry.as_ref()?)));
        for ((message, was), is) in imported.zip(&archive.entries) {
            if was != is {
                writing.set_message(&with_entry(message, is)).await?;
                self.changed.push((chat.id, message.id));
            }
        }
        let preamble = Some(KeptPreamble::of(&archive));
        let changed = chat.preamble != preamble;
        chat.preamble = preamble;
        Ok(changed)
    }

    /// What was said in our own room. Its quotes and replies point at messages, so they follow by themselves.
    async fn live(
        &mut self,
        writing: &mut NetworkWriting,
        messages: &[Message],
        own: &BTreeSet<MessageId>,
    ) -> Result<(), ActionError> {
        let quotes: BTreeMap<MessageId, MessageId> =
            messages.iter().filter_map(|message| Some((message.id, message.quotes?))).collect();
        for message in messages.iter().filter(|message| message.entry.is_none()) {
            let is_own = own.contains(&message.id);
            self.touched.quotes += quoted_in(message.id, &quotes).filter(|id| own.contains(id)).count();
            let answers_them = message.reply_to.is_some_and(|parent| own.contains(&parent));
            self.touched.reply_lines += usize::from(answers_them && !is_own);
            if let Some(other) = self.without_them(message, is_own) {
                writing.set_message(&other).await?;
                self.changed.push((message.chat, message.id));
            }
        }
        Ok(())
    }

    /// A message of our own room without them; none where they are not in it.
    fn without_them(&mut self, message: &Message, is_own: bool) -> Option<Message> {
        let brought = message.brought_by.as_ref().is_some_and(|by| self.person.is(by));
        let mention = self.person.out_of(&message.body).filter(|_| !is_own);
        if !is_own && !brought && mention.is_none() {
            return None;
        }
        self.touched.messages += usize::from(is_own || brought);
        self.touched.mentions += usize::from(mention.is_some());
        let mut other = if is_own { tombstone(message) } else { message.clone() };
        if brought {
            other.brought_by = Some(Handle::erased());
        }
        if let Some(body) = mention {
            other.body = body;
        }
        Some(other)
    }

    /// The list. What was taken from their words goes; a link stays, without them.
    async fn items(
        &mut self,
        writing: &mut NetworkWriting,
        chat: &Chat,
        own: &BTreeSet<MessageId>,
    ) -> Result<(), ActionError> {
        for item in writing.list_items(chat.id).await? {
            let is_own = item.message.is_some_and(|message| own.contains(&message));
            let mut other = self.reworded(&item);
            if is_own {
                let Some(url) = other.url.clone() else {
                    writing.remove_list_item(chat.id, item.id).await?;
                    self.touched.list_items += 1;
                    continue;
                };
                other = KeptItem { words: url, message: None, ..other };
            }
            if other != item {
                writing.set_list_item(chat.id, &other).await?;
                self.touched.list_items += 1;
            }
        }
        Ok(())
    }

    fn reworded(&self, item: &KeptItem) -> KeptItem {
        let out_of = |text: &String| self.person.out_of(text).unwrap_or_else(|| text.clone());
        KeptItem {
            heading: out_of(&item.heading),
            words: out_of(&item.words),
            url: item.url.as_ref().map(out_of),
            ..item.clone()
        }
    }

    /// What they said that a moderator held or refused.
    async fn never_shown(&mut self, writing: &mut NetworkWriting) -> Result<(), ActionError> {
        let Some(account) = self.person.account else { return Ok(()) };
        let said = writing.messages_of_account(account).await?;
        for message in said.iter().filter(|message| message.state != MessageState::Erased) {
            writing.set_message(&tombstone(message)).await?;
            self.touched.messages += 1;
        }
        Ok(())
    }

    async fn records(&mut self, writing: &mut NetworkWriting) -> Result<(), ActionError> {
        for handle in &self.person.handles {
            writing.forget_actor(handle).await?;
        }
        let Some(account) = self.person.account else { return Ok(()) };
        let codes = match writing.names_of_account(account).await? {
            Some((name, email)) => {
                let names = [tokens(&name), tokens(&email)];
                let reworded = |text: &str| names_one(text, &names).then(|| Handle::erased().to_string());
                writing.reword(WordsIn::Code, "", &reworded).await?
            }
            None => 0,
        };
        let forgotten = writing.forget_account(account).await?;
        let count = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
        self.touched.topics += count(forgotten.topics);
        self.touched.reports += count(forgotten.reports);
        self.touched.records += count(forgotten.records + codes);
        Ok(())
    }

    /// Who erases, as history names them: nobody in particular where they erase themselves.
    fn actor(&self) -> String {
        if self.erases_themselves() {
            Handle::erased().to_string()
        } else {
            self.permit.participant().shown()
        }
    }

    fn erases_themselves(&self) -> bool {
        let participant = self.permit.participant();
        let by_account = participant.account.is_some() && participant.account == self.person.account;
        by_account || participant.handle.as_ref().is_some_and(|handle| self.person.is(handle))
    }

    fn erased(self) -> Erased {
        let event = |kind: Kind, words: &str, chat, message| {
            let mut told = told(self.house, self.permit, kind, words, chat);
            told.event.actor = self.actor();
            told.event.account = told.event.account.filter(|_| !self.erases_themselves());
            NetworkEvent { message, ..told }
        };
        let redrawn = self.changed.iter().map(|(chat, message)| {
            event(Kind::MessageErase, "Took an erased person out of a message", Some(*chat), Some(*message))
        });
        let led = self.led.iter().map(|chat| {
            event(Kind::ChatErase, "Took an erased person out of those who look after it", Some(*chat), None)
        });
        let published = self.published.iter().map(|chat| {
            event(Kind::ChatPublish, "Published a revision without an erased person", Some(*chat), None)
        });
        Erased {
            touched: self.touched,
            events: redrawn.chain(led).chain(published).collect(),
            last: event(Kind::NetworkErase, "Erased a person", None, None),
        }
    }
}

/// What is published of a chat.
struct Published {
    evening: Evening,
    has_pseudonyms: bool,
}

async fn published_of(writing: &mut NetworkWriting, chat: &Chat) -> Result<Option<Published>, ActionError> {
    if chat.state != ChatState::Published {
        return Ok(None);
    }
    let Some(document) = writing.revision_document(chat.id).await? else {
        return Err(ActionError::Inside(format!("chat {} is published without a document", chat.id)));
    };
    let evening: Evening = serde_json::from_str(&document)?;
    let as_kept = evening_of(writing, chat).await?;
    let has_pseudonyms = has_pseudonyms(&evening, &as_kept);
    Ok(Some(Published { evening, has_pseudonyms }))
}

/// What is left of a message of an erased person: its place, what it answered, and what it quoted.
fn tombstone(message: &Message) -> Message {
    Message {
        account: None,
        handle: Handle::erased(),
        // Where one person moderated, the mark would tell who it was.
        moderator: false,
        state: MessageState::Erased,
        body: String::new(),
        reply_names: Vec::new(),
        brought_from: String::new(),
        starred: false,
        reason: String::new(),
        ..message.clone()
    }
}

/// An imported message as its entry now says.
fn with_entry(message: &Message, entry: &Entry) -> Message {
    let is_erased = entry.author.is_erased() && !message.handle.is_erased();
    let kept = if is_erased { tombstone(message) } else { message.clone() };
    let body = if kept.state == MessageState::Erased { String::new() } else { entry.body.join("\n") };
    Message {
        handle: entry.author.clone(),
        body,
        reply_names: entry.reply_names().map(Handle::to_string).collect(),
        entry: Some(entry.clone()),
        ..kept
    }
}

/// Every message that a message quotes, and those quote in turn.
fn quoted_in(message: MessageId, quotes: &BTreeMap<MessageId, MessageId>) -> impl Iterator<Item = MessageId> {
    // A message quotes earlier ones only; the limit is for a database that somebody else has written to.
    let first = quotes.get(&message).copied();
    std::iter::successors(first, |quoted| quotes.get(quoted).copied()).take(quotes.len())
}

/// The words of a name, folded.
fn tokens(text: &str) -> Vec<String> {
    let folded = domain::fold::folded(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a text holds one of these names, whole.
fn names_one(text: &str, names: &[Vec<String>]) -> bool {
    let words = tokens(text);
    names.iter().any(|name| !name.is_empty() && words.windows(name.len()).any(|window| window == name))
}
