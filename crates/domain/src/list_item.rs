//! The list of an evening: what its curator thinks worth keeping.

use crate::chat::ChatQuestion;
use crate::chat::words::links;
use crate::id::{ListItemId, MessageId};
use crate::message::{Message, MessageState};

/// The longest heading, in characters.
pub const LONGEST_HEADING: usize = 200;
/// The longest words of an item, in characters: as long as a message.
pub const LONGEST_WORDS: usize = crate::chat::room::LONGEST_MESSAGE;
/// The longest address, in characters.
const LONGEST_URL: usize = 2_000;
/// The group of links that are on the list for their own sake.
const LINKS: &str = "Links";
/// The group of starred messages that answer no question.
const OF_THE_EVENING: &str = "From the evening";

/// One item of an evening's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptItem {
    /// Its identifier.
    pub id: ListItemId,
    /// Its place, from 1.
    pub position: u32,
    /// What the items of its group have in common.
    pub heading: String,
    /// What it is.
    pub words: String,
    /// Where it leads.
    pub url: Option<String>,
    /// The message it came from.
    pub message: Option<MessageId>,
}

/// What an item says, before it has a place on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemWords {
    /// What the items of its group have in common.
    pub heading: String,
    /// What it is.
    pub words: String,
    /// Where it leads.
    pub url: Option<String>,
    /// The message it came from.
    pub message: Option<MessageId>,
}

/// Whether a text is one whole address of the web, http or https, that is not too long for a list.
pub fn is_web_address(url: &str) -> bool {
    url.chars().count() <= LONGEST_URL && links(url).first().is_some_and(|link| link.url == url)
}

/// The items in groups, each where its first item was, without a gap in their places.
pub fn in_groups(items: Vec<KeptItem>) -> Vec<KeptItem> {
    let mut groups: Vec<Vec<KeptItem>> = Vec::new();
    for item in items {
        match groups.iter_mut().find(|group| group[0].heading == item.heading) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    let placed = (1..).zip(groups.into_iter().flatten());
    placed.map(|(position, item)| KeptItem { position, ..item }).collect()
}

/// The items with the one at `at` moved up or down; at an end of its group the whole group moves.
pub fn moved(mut items: Vec<KeptItem>, at: usize, up: bool) -> Vec<KeptItem> {
    let Some(next) = (if up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < items.len()) })
    else {
        return items;
    };
    if items[next].heading == items[at].heading {
        items.swap(at, next);
        return items;
    }
    // The two groups change places: all of the lower one goes before the first of the upper one.
    let (upper, lower) = (items[at.min(next)].heading.clone(), items[at.max(next)].heading.clone());
    let (of_lower, mut rest): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| item.heading == lower);
    let first = rest.iter().position(|item| item.heading == upper).unwrap_or(rest.len());
    rest.splice(first..first, of_lower);
    rest
}

/// What stars and links put on a list that holds `items`: a starred message as it was said, under its
/// question, and every other link under “Links”, with the words it was posted with.
pub fn seeds(messages: &[Message], questions: &[ChatQuestion], items: &[KeptItem]) -> Vec<ItemWords> {
    let mut urls: Vec<String> = items.iter().filter_map(|item| item.url.clone()).collect();
    let mut seeds = Vec::new();
    let shown = || messages.iter().filter(|message| message.state == MessageState::Shown);
    for message in shown().filter(|message| message.starred && !message.body.trim().is_empty()) {
        if items.iter().any(|item| item.message == Some(message.id) && item.heading != LINKS) {
            continue;
        }
        let question = questions.iter().find(|question| Some(question.number) == message.question);
        let heading = question.map_or(OF_THE_EVENING, |question| &question.words);
        let url = links(&message.body).into_iter().map(|link| link.url).find(|url| !urls.contains(url));
        urls.extend(url.clone());
        let heading: String = heading.chars().take(LONGEST_HEADING).collect();
        let words = message.body.trim().to_owned();
        seeds.push(ItemWords { heading, words, url, message: Some(message.id) });
    }
    for message in shown() {
        for link in links(&message.body) {
            if urls.contains(&link.url) || link.url.chars().count() > LONGEST_URL {
                continue;
            }
            urls.push(link.url.clone());
            let words = words_beside_links(&message.body).unwrap_or_else(|| link.url.clone());
            let (heading, message) = (LINKS.to_owned(), Some(message.id));
            seeds.push(ItemWords { heading, words, url: Some(link.url), message });
        }
    }
    seeds
}

/// A text on one line, without the web addresses that it begins or ends with; none where nothing else is in
/// it. Where one stands within a sentence all of it stays, so that the sentence reads.
fn words_beside_links(body: &str) -> Option<String> {
    let words: Vec<&str> = body.split_whitespace().collect();
    let is_link = |word: &&str| links(word).first().is_some_and(|link| link.at.start == 0);
    let first = words.iter().position(|word| !is_link(word))?;
    let last = words.iter().rposition(|word| !is_link(word))?;
    if words[first..=last].iter().any(is_link) {
        return Some(words.join(" "));
    }
    let words = words[first..=last].join(" ");
    let words = words.trim_matches([':', '-', '–', ' ']);
    (!words.is_empty()).then(|| words.to_owned())
}
