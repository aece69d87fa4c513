//! Erasing a person in a unit of work: one operation over everything that a network keeps of them, and over
//! what schools have saved from its chats.
//!
//! Places stay, so that whoever answered them still answers somebody. That they belong to the network stays
//! too: leaving it is another deed.

use std::collections::{BTreeMap, BTreeSet};

use domain::chat::erasure::{self, erase_from_evening};
use domain::chat::evening::Evening;
use domain::chat::handle::Handle;
use domain::chat::pseudonym::has_pseudonyms;
use domain::chat::{Chat, ChatState, KeptPreamble};
use domain::history::Kind;
use domain::id::{ChatId, MessageId, NetworkId};
use domain::list_item::KeptItem;
use domain::message::{Message, MessageState};
use domain::permission::Acts as _;
use storage::erasure::WordsIn;

use super::person::{Person, names_one, tokens};
use super::tombstone::{quoted_in, tombstone, with_entry};
use super::touched::Touched;
use crate::ActionError;
use crate::deed::{Entry, Told};
use crate::evening::{archive_as_kept, evening_of, make_revision};
use crate::unit::Unit;

/// Why a revision is made when somebody is erased.
const REASON: &str = "A person was erased";

/// An erasure in a unit of work.
struct Eraser {
    person: Person,
    /// Whoever erases is whoever is erased.
    erases_themselves: bool,
    touched: Touched,
    /// Messages that open rooms draw anew.
    changed: Vec<(ChatId, MessageId)>,
    /// Chats they had a part in, whose head open rooms draw anew: it says who hosts.
    led: Vec<ChatId>,
    /// Chats with a new revision.
    published: Vec<ChatId>,
}

/// Erases a person from a network that is held still. What it does to open rooms and to what is published has
/// its own entries of history.
pub(super) async fn erase(unit: &mut Unit<NetworkId>, person: Person) -> Result<Told<Touched>, ActionError> {
    let erases_themselves = person.is_actor(&unit.actor);
    let mut eraser = Eraser {
        person,
        erases_themselves,
        touched: Touched::default(),
        changed: Vec::new(),
        led: Vec::new(),
        published: Vec::new(),
    };
    // Words first: what is read after that is kept as it was read.
    for words_in in WordsIn::ALL.into_iter().filter(|words_in| *words_in != WordsIn::Message) {
        eraser.reword(unit, words_in).await?;
    }
    for chat in unit.chats().await? {
        eraser.chat(unit, chat).await?;
    }
    eraser.never_shown(unit).await?;
    eraser.reword(unit, WordsIn::Message).await?;
    eraser.records(unit).await?;
    Ok(eraser.told())
}

impl Eraser {
    async fn reword(&mut self, unit: &mut Unit<NetworkId>, words_in: WordsIn) -> Result<(), ActionError> {
        for handle in &self.person.handles {
            let mention = format!("@{}", handle.folded());
            let reworded = |text: &str| match words_in {
                WordsIn::PracticalDetails => self.person.out_of_json(text),
                _ => self.person.out_of(text),
            };
            let rows = unit.reword(words_in, &mention, &reworded).await?;
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
    async fn chat(&mut self, unit: &mut Unit<NetworkId>, mut chat: Chat) -> Result<(), ActionError> {
        let published = published_of(unit, &chat).await?;
        let before = self.touched;
        let people = unit.chat_people(chat.id).await?;
        if people.iter().any(|person| Some(person.account) == self.person.account) {
            self.led.push(chat.id);
        }
        let messages = unit.messages_of(chat.id).await?;
        let own: BTreeSet<MessageId> =
            messages.iter().filter(|message| self.person.wrote(message)).map(|message| message.id).collect();
        let is_unpinned = chat.pinned.take_if(|pinned| own.contains(pinned)).is_some();
        let has_other_head = self.entries(unit, &mut chat, &messages).await?;
        self.live(unit, &messages, &own).await?;
        self.items(unit, &chat, &own).await?;
        for message in &own {
            let saved = unit.forget_saved_from(*message).await?;
            self.touched.saved += usize::try_from(saved).unwrap_or(usize::MAX);
        }
        if is_unpinned || has_other_head {
            unit.set_chat(&chat).await?;
            chat.version += 1;
        }
        let Some(published) = published else { return Ok(()) };
        if self.touched == before && !self.is_in(&published.evening) {
            return Ok(());
        }
        let by = self.revised_by(unit);
        make_revision(unit, &mut chat, REASON, by, published.has_pseudonyms).await?;
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
        unit: &mut Unit<NetworkId>,
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
                unit.set_message(&with_entry(message, is)).await?;
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
        unit: &mut Unit<NetworkId>,
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
                unit.set_message(&other).await?;
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
        unit: &mut Unit<NetworkId>,
        chat: &Chat,
        own: &BTreeSet<MessageId>,
    ) -> Result<(), ActionError> {
        for item in unit.list_items(chat.id).await? {
            let is_own = item.message.is_some_and(|message| own.contains(&message));
            let mut other = self.reworded(&item);
            if is_own {
                let Some(url) = other.url.clone() else {
                    unit.remove_list_item(chat.id, item.id).await?;
                    self.touched.list_items += 1;
                    continue;
                };
                other = KeptItem { words: url, message: None, ..other };
            }
            if other != item {
                unit.set_list_item(chat.id, &other).await?;
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
    async fn never_shown(&mut self, unit: &mut Unit<NetworkId>) -> Result<(), ActionError> {
        let Some(account) = self.person.account else { return Ok(()) };
        let said = unit.messages_of_account(account).await?;
        for message in said.iter().filter(|message| message.state != MessageState::Erased) {
            unit.set_message(&tombstone(message)).await?;
            self.touched.messages += 1;
        }
        Ok(())
    }

    async fn records(&mut self, unit: &mut Unit<NetworkId>) -> Result<(), ActionError> {
        for handle in &self.person.handles {
            unit.forget_actor(handle).await?;
        }
        let Some(account) = self.person.account else { return Ok(()) };
        let codes = match unit.names_of_account(account).await? {
            Some((name, email)) => {
                let names = [tokens(&name), tokens(&email)];
                let reworded = |text: &str| names_one(text, &names).then(|| Handle::erased().to_string());
                unit.reword(WordsIn::Code, "", &reworded).await?
            }
            None => 0,
        };
        let forgotten = unit.forget_account(account).await?;
        let count = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
        self.touched.topics += count(forgotten.topics);
        self.touched.reports += count(forgotten.reports);
        self.touched.records += count(forgotten.records + codes);
        Ok(())
    }

    /// Who erases, as a revision names them: nobody in particular where they erase themselves.
    fn revised_by(&self, unit: &Unit<NetworkId>) -> String {
        if self.erases_themselves { Handle::erased().to_string() } else { unit.actor.shown() }
    }

    fn entry(&self, words: &str) -> Entry {
        let entry = Entry::new(words);
        if self.erases_themselves { entry.signed(Handle::erased().to_string()).by_nobody() } else { entry }
    }

    fn told(self) -> Told<Touched> {
        let redrawn = self.changed.iter().map(|(chat, message)| {
            let entry = self.entry("Took an erased person out of a message").of(Kind::MessageErase);
            entry.in_chat(*chat).on_message(*message)
        });
        let led = self.led.iter().map(|chat| {
            let entry = self.entry("Took an erased person out of those who look after it");
            entry.of(Kind::ChatErase).in_chat(*chat)
        });
        let published = self.published.iter().map(|chat| {
            let entry = self.entry("Published a revision without an erased person");
            entry.of(Kind::ChatPublish).in_chat(*chat)
        });
        let last = std::iter::once(self.entry("Erased a person"));
        let entries = redrawn.chain(led).chain(published).chain(last).collect();
        Told::all(self.touched, entries)
    }
}

/// What is published of a chat.
struct Published {
    evening: Evening,
    has_pseudonyms: bool,
}

async fn published_of(unit: &mut Unit<NetworkId>, chat: &Chat) -> Result<Option<Published>, ActionError> {
    if chat.state != ChatState::Published {
        return Ok(None);
    }
    let Some(document) = unit.revision_document(chat.id).await? else {
        return Err(ActionError::Inside(format!("chat {} is published without a document", chat.id)));
    };
    let evening: Evening = serde_json::from_str(&document)?;
    let as_kept = evening_of(unit, chat).await?;
    let has_pseudonyms = has_pseudonyms(&evening, &as_kept);
    Ok(Some(Published { evening, has_pseudonyms }))
}
