//! From an idea into the work: the ideas box, trial notes and drafted practicals, with and without a chat.

use actions::catalogue::DraftWanted;
use actions::idea::{Idea, Outcome};
use actions::source::{Origin, Source};
use actions::{ActionError, Once};
use domain::catalogue::{Subject, YearRange};
use domain::id::{ChatId, MessageId, NetworkId, PracticalId};
use domain::people::permissions::{DraftPractical, NotePractical, SettleIdea};
use testing::{TestSchool, within};
use uuid::Uuid;

/// A made-up message of a chat.
fn source() -> Source {
    Source {
        network: NetworkId(Uuid::from_u128(0xbb01)),
        chat: ChatId(Uuid::from_u128(0xbb02)),
        message: MessageId(Uuid::from_u128(0xbb03)),
        credit: "@made_up".to_owned(),
        link: "/chats/made-up#message-3".to_owned(),
    }
}

fn cress() -> DraftWanted {
    DraftWanted {
        title: "  Cress & light  ".to_owned(),
        subject: Subject::Biology,
        years: YearRange::new(7, 8).unwrap(),
        words: "Pupils grow cress in the dark and by the window.".to_owned(),
    }
}

async fn ideas(school: &TestSchool) -> Vec<Idea> {
    let permit = school.teacher("A. Teacher").await.permit().unwrap();
    actions::idea::list(&school.house, &permit).await.unwrap()
}

async fn a_practical(school: &TestSchool) -> PracticalId {
    let permit = school.technician().await.permit().unwrap();
    actions::catalogue::list(&school.house, &permit).await.unwrap()[0].id
}

fn field_of<T: std::fmt::Debug>(outcome: Result<T, ActionError>) -> &'static str {
    match outcome {
        Err(ActionError::Invalid(invalid)) => invalid.field,
        other => panic!("{other:?}"),
    }
}

testing::on_both_databases! {
    async fn an_idea_waits_until_a_technician_says_what_becomes_of_it(database: &Database) {
        let school = TestSchool::on(database).await;
        let (house, trainee, technician) = (&school.house, school.trainee().await, school.technician().await);
        let suggest = trainee.permit().unwrap();
        let words = "  Egg shells\r\nin vinegar ";
        let first = testing::idea::suggest(house, &suggest, words, None, None).await.unwrap();
        school.clock.pass_minutes(5);
        let second = testing::idea::suggest(house, &suggest, "Cress", None, None).await.unwrap();
        let listed = ideas(&school).await;
        assert_eq!(listed.iter().map(|idea| idea.id).collect::<Vec<_>>(), [second, first]);
        assert_eq!(listed[1].words, "Egg shells\nin vinegar");
        assert_eq!(listed[1].written.name, "A. Trainee");
        assert_eq!(listed[0].written.at, house.now());
        assert!(listed.iter().all(|idea| idea.settled.is_none() && idea.origin.is_none()));

        assert!(trainee.permit::<SettleIdea>().is_err());
        let may = technician.permit().unwrap();
        testing::idea::settle(house, &may, first, Outcome::TakenUp).await.unwrap();
        let taken_up_at = house.now();
        school.clock.pass_minutes(5);
        // Said again it stays as it was decided; said otherwise it is decided anew.
        testing::idea::settle(house, &may, first, Outcome::TakenUp).await.unwrap();
        let settled = ideas(&school).await[1].settled.clone().unwrap();
        assert_eq!((settled.outcome, settled.by.as_str(), settled.at), (Outcome::TakenUp, "A. Technician", taken_up_at));
        let head = school.head().await.permit().unwrap();
        testing::idea::settle(house, &head, first, Outcome::PutBy).await.unwrap();
        let settled = ideas(&school).await[1].settled.clone().unwrap();
        assert_eq!((settled.outcome, settled.by.as_str(), settled.at), (Outcome::PutBy, "A. Head", house.now()));
        assert!(ideas(&school).await[0].settled.is_none());
        let mut reading = school.storage.read(school.id).await.unwrap();
        assert_eq!(reading.history_of(&first.to_string()).await.unwrap().len(), 3);
    }

    async fn notes_stand_on_their_practical_newest_first(database: &Database) {
        let school = TestSchool::on(database).await;
        let house = &school.house;
        let practical = a_practical(&school).await;
        let technician = school.technician().await;
        let (teacher, see) = (school.teacher("A. Teacher").await, technician.permit().unwrap());
        testing::idea::note(house, &teacher.permit().unwrap(), practical, "Takes an hour", None, None).await.unwrap();
        school.clock.pass_minutes(5);
        testing::idea::note(house, &technician.permit().unwrap(), practical, "Half the acid does", Some(source()), None)
            .await
            .unwrap();
        let notes = actions::catalogue::show(house, &see, practical).await.unwrap().notes;
        let said: Vec<_> = notes.iter().map(|note| (note.words.as_str(), note.written.name.as_str(), note.origin.clone())).collect();
        assert_eq!(said, [
            ("Half the acid does", "A. Technician", Some(Origin::Known(source()))),
            ("Takes an hour", "A. Teacher", None),
        ]);
        let other = actions::catalogue::list(house, &see).await.unwrap()[1].id;
        assert_eq!(actions::catalogue::show(house, &see, other).await.unwrap().notes, []);
        assert!(school.trainee().await.permit::<NotePractical>().is_err());
    }

    async fn a_draft_stands_in_the_catalogue_to_be_tried_first(database: &Database) {
        let school = TestSchool::on(database).await;
        let (house, technician) = (&school.house, school.technician().await);
        let (may, see) = (technician.permit::<DraftPractical>().unwrap(), technician.permit().unwrap());
        let before = actions::catalogue::list(house, &see).await.unwrap().len();
        let by_hand = testing::idea::draft(house, &may, cress(), None, None).await.unwrap();
        let saved = testing::idea::draft(house, &may, cress(), Some(source()), None).await.unwrap();
        assert_eq!(actions::catalogue::list(house, &see).await.unwrap().len(), before + 2);
        let found = actions::catalogue::search(house, &see, "CRESS").await.unwrap();
        assert_eq!(found.iter().filter(|one| [by_hand, saved].contains(&one.id)).count(), 2);
        let shown = actions::catalogue::show(house, &see, saved).await.unwrap();
        assert_eq!(shown.practical.title, "Cress & light");
        assert_eq!((shown.practical.subject, shown.practical.years), (cress().subject, cress().years));
        assert_eq!(shown.practical.details.summary, cress().words);
        assert!(shown.practical.trial && shown.lines.is_empty() && shown.practical.key.is_none());
        let sources = actions::catalogue::sources(house, &see).await.unwrap();
        assert_eq!(sources[&saved].origin, Some(Origin::Known(source())));
        assert_eq!((sources[&by_hand].origin.clone(), sources[&by_hand].written.name.as_str()), (None, "A. Technician"));
        assert_eq!(sources.len(), 2, "what the catalogue came with has no author here");
        assert!(school.teacher("A. Teacher").await.permit::<DraftPractical>().is_err());
        // A teacher can ask for it at once, in their own words.
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let mut content = testing::asking("Cress & light", &[]);
        content.stations[0].practical = Some(saved);
        let sent = school.teacher("A. Teacher").await.sends(&content, &lesson).await.unwrap();
        assert!(school.requisition(sent.id).await.trial);
    }

    async fn what_cannot_be_kept_is_refused_and_leaves_nothing(database: &Database) {
        let school = TestSchool::on(database).await;
        let (house, technician) = (&school.house, school.technician().await);
        let (suggest, note, draft) =
            (technician.permit().unwrap(), technician.permit().unwrap(), technician.permit().unwrap());
        let practical = a_practical(&school).await;
        let before = database.rows_of(school.id).await;
        let long = "ä".repeat(4_001);
        for words in ["", " \n ", long.as_str()] {
            assert_eq!(field_of(testing::idea::suggest(house, &suggest, words, None, None).await), "words");
            assert_eq!(field_of(testing::idea::note(house, &note, practical, words, None, None).await), "words");
            let wanted = DraftWanted { words: words.to_owned(), ..cress() };
            assert_eq!(field_of(testing::idea::draft(house, &draft, wanted, None, None).await), "words");
        }
        for title in ["", "  ", &long[..402]] {
            let wanted = DraftWanted { title: title.to_owned(), ..cress() };
            assert_eq!(field_of(testing::idea::draft(house, &draft, wanted, None, None).await), "title");
        }
        // A link leads nowhere but to this server, and thanks name somebody.
        for link in ["", "chats/1", "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example"] {
            let source = Some(Source { link: link.to_owned(), ..source() });
            assert!(testing::idea::suggest(house, &suggest, "Cress", source.clone(), None).await.is_err(), "{link}");
            assert!(testing::idea::note(house, &note, practical, "Cress", source.clone(), None).await.is_err());
            assert!(testing::idea::draft(house, &draft, cress(), source, None).await.is_err());
        }
        let nameless = Some(Source { credit: " ".to_owned(), ..source() });
        assert!(testing::idea::suggest(house, &suggest, "Cress", nameless, None).await.is_err());
        assert_eq!(database.rows_of(school.id).await, before);
    }

    async fn a_form_sent_twice_at_once_saves_one_thing(database: &Database) {
        let school = TestSchool::on(database).await;
        let (house, technician) = (&school.house, school.technician().await);
        let (suggest, note, draft) =
            (technician.permit().unwrap(), technician.permit().unwrap(), technician.permit().unwrap());
        let practical = a_practical(&school).await;
        let once = || Some(Once::new("a key", b"a body").unwrap());
        let twice = async {
            tokio::join!(
                testing::idea::suggest(house, &suggest, "Cress", None, once()),
                testing::idea::suggest(house, &suggest, "Cress", None, once()),
            )
        };
        let (one, other) = within("two suggestions", twice).await;
        assert_eq!(one.unwrap(), other.unwrap());
        assert_eq!(ideas(&school).await.len(), 1);
        let one = testing::idea::note(house, &note, practical, "Cress", None, once()).await.unwrap();
        let other = testing::idea::note(house, &note, practical, "Cress", None, once()).await.unwrap();
        assert_eq!(one, other);
        let one = testing::idea::draft(house, &draft, cress(), None, once()).await.unwrap();
        let other = testing::idea::draft(house, &draft, cress(), None, once()).await.unwrap();
        assert_eq!(one, other);
        assert_eq!(database.texts("select id from practical_note").await.len(), 1);
        assert_eq!(database.texts("select practical_id from practical_source").await.len(), 1);
        let reused = Some(Once::new("a key", b"another body").unwrap());
        let refused = testing::idea::suggest(house, &suggest, "Moss", None, reused).await;
        assert!(matches!(refused, Err(ActionError::OnceReused)), "{refused:?}");
    }

    async fn another_school_neither_sees_nor_touches_them(database: &Database) {
        let home = TestSchool::on(database).await;
        let there = home.neighbour().await;
        let (house, technician) = (&home.house, home.technician().await);
        let (suggest, draft) = (technician.permit().unwrap(), technician.permit().unwrap());
        let idea = testing::idea::suggest(house, &suggest, "Cress", Some(source()), None).await.unwrap();
        let practical = testing::idea::draft(house, &draft, cress(), Some(source()), None).await.unwrap();
        let before = database.rows_of(home.id).await;
        let stranger = there.head().await;
        let house = &there.house;
        assert_eq!(actions::idea::list(house, &stranger.permit().unwrap()).await.unwrap(), []);
        assert!(actions::catalogue::sources(house, &stranger.permit().unwrap()).await.unwrap().is_empty());
        macro_rules! not_found {
            ($outcome:expr) => {
                assert!(matches!($outcome.await, Err(ActionError::NotFound(_))), stringify!($outcome))
            };
        }
        not_found!(actions::idea::show(house, &stranger.permit().unwrap(), idea));
        not_found!(testing::idea::settle(house, &stranger.permit().unwrap(), idea, Outcome::PutBy));
        not_found!(actions::catalogue::show(house, &stranger.permit().unwrap(), practical));
        not_found!(testing::idea::note(house, &stranger.permit().unwrap(), practical, "Ours", None, None));
        assert_eq!(database.rows_of(home.id).await, before);
    }

    async fn history_has_nothing_of_it_to_forget(database: &Database) {
        let school = TestSchool::on(database).await;
        let (house, technician) = (&school.house, school.technician().await);
        let practical = a_practical(&school).await;
        let said = "Words that somebody may want back";
        let (suggest, note, draft) =
            (technician.permit().unwrap(), technician.permit().unwrap(), technician.permit().unwrap());
        let idea = testing::idea::suggest(house, &suggest, said, Some(source()), None).await.unwrap();
        testing::idea::note(house, &note, practical, said, Some(source()), None).await.unwrap();
        let wanted = DraftWanted { words: said.to_owned(), ..cress() };
        testing::idea::draft(house, &draft, wanted, Some(source()), None).await.unwrap();
        let may = technician.permit().unwrap();
        testing::idea::settle(house, &may, idea, Outcome::TakenUp).await.unwrap();
        for (table, column, text) in database.every_text().await {
            let is_kept_there = matches!(table.as_str(), "idea" | "practical_note" | "practical_source" | "practical");
            let tells = text.contains(said) || text.contains("@made_up") || text.contains(&source().link);
            assert!(is_kept_there || !tells, "{table}.{column}: {text}");
        }
    }
}
