// A whole evening: planned, talked through by four people and one without script, hidden, slowed down, lost and found
// again, closed, reviewed, listed and published; and the published file opened from disk with no server in reach.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { albumOf } from "../album.mjs";
import { look } from "../barriers.mjs";
import { browserFor, until, windowOn } from "../browser.mjs";
import { Cable } from "../cable.mjs";
import { answer, deskRow, listen, message, post, sameEverywhere, seen, send, standsAbove } from "../evening.mjs";
import { signIn } from "../people.mjs";
import { Server, command, folderFor } from "../server.mjs";

/** From the press on Send to the message on another screen, in milliseconds. */
const MOST_MILLISECONDS = 1_000;
/** The journey's day, as the demonstration is told it; the plan is for a little later. */
const TODAY = "2026-11-24";
/** After the review's 48 hours. */
const AFTER_THE_REVIEW = "2026-11-27T12:00";
const QUESTIONS = ["What do you label first in August?", "Which pen survives the dishwasher?"];
/** What is said and then hidden, and what is said and then taken back. */
const HIDDEN = "Buy the polka dot labels from my cousin";
const TAKEN_BACK = "Our old labels are a marmalade disgrace";
/** A message of the teacher's, the quote of it, and the quote of that. */
const QUOTED = "The shelf before the bottle, so that the bottle has a home";
const QUOTING = "Shelves first with us too";
const QUOTING_TWICE = "And the drawers after the shelves";
/** As the room's own script asks. */
const JSON_ANSWER = { accept: "application/json" };
/** What is starred for the list. */
const STARRED = "Pencil on masking tape outlives every pen we have";
const LINKED = "A table of pens is at https://pens.example/dishwasher for whoever wants it";

test("a whole evening", async (journey) => {
  const database = join(await folderFor(journey), "demonstration.db");
  const server = await Server.demonstration(journey, { database });
  const people = server.printed.people;
  const browser = await browserFor(journey);
  const album = await albumOf("evening");
  const cable = await Cable.to(journey, server);
  // The host has the desk on one screen and the room on another.
  const [desk, hostRoom, moderator, teacher, head] = await Promise.all([
    windowFor(journey, browser, server, people["senior-technician"]),
    windowFor(journey, browser, server, people["senior-technician"]),
    windowFor(journey, browser, server, people.technician),
    windowFor(journey, browser, server, people.teacher),
    windowFor(journey, browser, cable, people["head-of-science"]),
  ]);
  const rooms = [hostRoom, moderator, teacher, head];
  let room = "";
  let chat = "";

  await journey.test("the host plans it, with questions and people, and puts it into the calendar", async () => {
    await desk.goto("/chats");
    await desk.getByRole("link", { name: /^Example Shire/ }).first().click();
    await desk.getByRole("link", { name: "Plan an evening", exact: true }).click();
    await desk.getByLabel("Subject").fill("Labels that last (a rehearsal)");
    await desk.getByLabel(/^Hashtag/).fill("#LastingLabels");
    await desk.getByLabel("Date").fill(TODAY);
    await desk.getByLabel(/^Begins at/).fill("10:45");
    await desk.getByLabel(/^Questions/).fill(QUESTIONS.join("\n"));
    await album.picture(desk, "the plan");
    await desk.getByRole("button", { name: "Keep the plan" }).click();
    await desk.getByText("Kept as a draft.").waitFor();
    chat = /\/chats\/([0-9a-f-]{36})\/set-up/.exec(desk.url())[1];
    room = `/chats/${chat}`;
    assert.equal((await head.goto(room)).status(), 404, "a draft is for those who prepare it");
    for (const role of ["Moderator", "Curator"]) {
      await desk.getByLabel(/^Their name in this network/).fill("pat_tray");
      await desk.getByLabel("Looks after it as").selectOption({ label: role });
      await desk.getByRole("button", { name: "Give the role" }).click();
      await desk.locator("#people .item", { hasText: "@pat_tray" }).filter({ hasText: role }).waitFor();
    }
    await desk.getByRole("button", { name: "Put it into the calendar" }).click();
    await desk.getByText("It is in the calendar now").waitFor();
    await album.picture(desk, "in the calendar", { fullPage: true });
  });

  await journey.test("the room says what becomes of words before the first is typed", async () => {
    await teacher.goto("/chats");
    await teacher.getByRole("link", { name: "Labels that last (a rehearsal)", exact: true }).click();
    assert.equal(new URL(teacher.url()).pathname, room);
    assert.equal(await teacher.locator("textarea").count(), 0, "nothing can be typed yet");
    const promise = await teacher.locator(".agree").innerText();
    assert.match(promise, /will be published/, "that");
    // 48 hours after 11:45 on Tuesday 24 November.
    assert.match(promise, /not before .*(Thursday|26 November).* 11:45/, "when");
    assert.match(promise, new RegExp(`/evenings/${chat}`), "where");
    assert.match(promise, /for everybody/, "for whom");
    assert.match(promise, /@ms_example/, "under which name");
    assert.deepEqual(await look(teacher, "before agreeing"), []);
    await album.picture(teacher, "before the first word");
    await teacher.getByRole("button", { name: "Agree and join in" }).click();
    await teacher.getByText("You are in. The chat opens").waitFor();
    for (const page of [hostRoom, moderator]) await agree(page, room);
    assert.equal(await teacher.locator("textarea").count(), 0, "the room is not open yet");

    await desk.goto(`${room}/desk`);
    await desk.getByRole("button", { name: "Open the chat" }).click();
    await desk.getByText("The chat is open.").waitFor();
    for (const page of [hostRoom, moderator, teacher]) await page.locator(".composer").waitFor();
    await head.goto(room);
    const unagreed = await post(head, `${room}/messages`, { body: "I have agreed to nothing" }, JSON_ANSWER);
    assert.equal(unagreed.status, 409);
    assert.match(unagreed.words, /agree to what becomes of what you write/);
    await agree(head, room);
    await head.locator(".composer").waitFor();
  });

  /** Says something in one room, and waits until it stands in all; gives the longest that it took. */
  const says = async (page, words, deed = () => send(page, words)) => {
    const watching = rooms.filter((other) => other !== page).map((other) => seen(other, words));
    const pressed = await deed();
    const instants = await Promise.all(watching);
    await seen(page, words);
    return Math.max(...instants) - pressed;
  };

  await journey.test("questions and answers reach every screen within a second, in one order", async (t) => {
    for (const page of rooms) await page.evaluate(() => (window.neverReloaded = true));
    await listen(teacher);
    const took = [await says(hostRoom, "Good morning, and welcome to the rehearsal")];
    await desk.getByRole("button", { name: /^Ask question 1$/ }).click();
    for (const page of rooms) await page.locator("#room-head .asked-now", { hasText: QUESTIONS[0] }).waitFor();
    took.push(await says(teacher, QUOTED));
    for (const page of rooms) {
      const mark = await message(page, QUOTED).locator(".of-question").innerText();
      assert.match(mark, /1$/, "an answer carries the question it answers");
    }
    took.push(await says(moderator, QUOTING, () => answer(moderator, "Quote", QUOTED, QUOTING)));
    took.push(await says(head, QUOTING_TWICE, () => answer(head, "Quote", QUOTING, QUOTING_TWICE)));
    for (const page of rooms) {
      const quotes = message(page, QUOTING_TWICE).locator("article > .quoted");
      assert.equal(await quotes.locator("> .words").innerText(), QUOTING);
      assert.equal(await quotes.locator("> .quoted > .words").innerText(), QUOTED, "a quote of a quote");
    }
    took.push(await says(hostRoom, "Who labels the drawers?", () => answer(hostRoom, "Reply", QUOTING_TWICE, "Who labels the drawers?")));
    for (const page of rooms) await message(page, "Who labels the drawers?").getByText("In reply to @dr_sample").waitFor();
    await desk.getByRole("button", { name: /^Ask question 2$/ }).click();
    for (const page of rooms) await page.locator("#room-head .asked-now", { hasText: QUESTIONS[1] }).waitFor();
    // Everybody at once.
    const atOnce = ["Wax crayon, then the dishwasher", "The one on the string, which nobody takes", "A number, and a list of numbers", STARRED];
    await Promise.all(rooms.map((page, place) => send(page, atOnce[place])));
    await Promise.all(rooms.flatMap((page) => atOnce.map((words) => seen(page, words))));
    took.push(await says(teacher, LINKED));
    const said = await sameEverywhere(rooms);
    assert.equal(said.length, 10);
    for (const page of rooms) {
      assert.equal(await page.evaluate(() => window.neverReloaded), true, "no room was reloaded");
      assert.match(await page.locator("#links").innerText(), /Links posted \(\s*1\s*\)/);
    }
    t.diagnostic(`from Send to the last of three other screens: ${took.join(", ")} ms`);
    assert.ok(Math.max(...took) <= MOST_MILLISECONDS, `it took ${took.join(", ")} ms`);
    await album.picture(teacher, "the room");
    await album.picture(desk, "the desk");
  });

  await journey.test("who listens is told, and who writes is left alone", async () => {
    const box = teacher.getByLabel(/^Write as @/);
    await box.fill("I am in the middle of");
    await box.press("ArrowLeft");
    await until(teacher, () => window.told.some((words) => words.includes("@sam_spatula: Good morning, and welcome to the rehearsal")));
    const before = await teacher.evaluate(() => window.told.length);
    await says(head, "A stencil for the drawers");
    // Its words, or in a busy moment how many there are.
    await until(teacher, (known) => window.told.slice(known).some((words) => /A stencil for the drawers|and \d+ more messages/.test(words)), before);
    const kept = await box.evaluate((element) => ({
      hasFocus: document.activeElement === element,
      words: element.value,
      place: element.selectionStart,
    }));
    assert.deepEqual(kept, { hasFocus: true, words: "I am in the middle of", place: 20 });
    await box.press("End");
    await box.pressSequentially(" a thought");
    await box.press("Control+Enter");
    await seen(head, "I am in the middle of a thought");
  });

  await journey.test("a hidden message leaves every screen, and every quote of it", async () => {
    const words = "Please do not sell things here";
    await says(teacher, HIDDEN);
    await says(head, words, () => answer(head, "Quote", HIDDEN, words));
    const row = deskRow(desk, HIDDEN);
    await row.locator("summary", { hasText: "Hide" }).click();
    await row.getByLabel("Why?").fill("An advertisement");
    await row.getByRole("button", { name: "Hide", exact: true }).click();
    await desk.getByText("Hidden. You can restore it.").waitFor();
    for (const page of rooms) {
      await page.locator("#messages > .said.gone", { hasText: "A moderator has hidden this message." }).waitFor();
      await message(page, words).locator(".quoted", { hasText: "A moderator has hidden this message." }).waitFor();
      await until(page, (secret) => !document.documentElement.outerHTML.includes(secret), HIDDEN);
      const reloaded = await (await page.request.get(room)).text();
      assert.ok(!reloaded.includes(HIDDEN), "nor does a reload show it");
    }
    assert.match(await desk.locator(".desk-row.gone").innerText(), /An advertisement/, "moderators see why");
    await album.picture(teacher, "a hidden message");
    await sameEverywhere(rooms);
  });

  await journey.test("slow mode is kept by the server, and nothing typed is lost", async () => {
    await desk.getByRole("button", { name: "60 s", exact: true }).click();
    for (const page of rooms) await page.locator("#room-head", { hasText: "Everybody waits 60 seconds" }).waitFor();
    const words = "One more thing about pens";
    await send(teacher, words);
    const refusal = teacher.locator("#say-error", { hasText: "slow mode" });
    await refusal.waitFor();
    assert.match(await refusal.innerText(), /in \d+ seconds/);
    assert.equal(await teacher.getByLabel(/^Write as @/).inputValue(), words, "what was typed stays");
    await album.picture(teacher, "slow mode");
    const past = await post(teacher, `${room}/messages`, { body: words });
    assert.equal(past.status, 409, "the server refuses what comes past the script");
    assert.match(past.words, /slow mode/);
    assert.match(past.words, new RegExp(words), "and gives back what was typed");
    assert.equal(await message(head, words).count(), 0);
    await desk.getByRole("button", { name: "Off", exact: true }).click();
    await teacher.locator("#room-head", { hasNotText: "Everybody waits" }).waitFor();
    const coming = seen(head, words);
    await teacher.locator(".composer").getByRole("button", { name: "Send" }).click();
    await coming;
    await until(teacher, () => document.querySelector(".composer textarea").value === "");
  });

  await journey.test("a lost connection misses nothing", async () => {
    await cable.pullOut();
    await head.locator("#connection", { hasText: "The connection is lost" }).waitFor();
    assert.ok(await standsAbove(head, head.locator("#connection")), "it is said where the reader looks");
    const missed = ["One while you were away", "Two while you were away", "Three while you were away", "Four while you were away", "Five while you were away"];
    const others = [hostRoom, moderator, teacher];
    for (const [place, words] of missed.entries()) {
      await send(others[place % others.length], words);
      await Promise.all(others.map((page) => seen(page, words)));
    }
    assert.equal(await message(head, "while you were away").count(), 0);
    await send(head, "I write this in a tunnel");
    await head.locator("#say-error", { hasText: "did not reach the server" }).waitFor();
    await album.picture(head, "the connection is lost");
    await cable.plugIn();
    for (const words of missed) await seen(head, words);
    await sameEverywhere(rooms);
    assert.equal(await head.evaluate(() => window.neverReloaded), true);
    const coming = rooms.map((page) => seen(page, "I write this in a tunnel"));
    await head.locator(".composer").getByRole("button", { name: "Send" }).click();
    await Promise.all(coming);
    const said = await sameEverywhere(rooms);
    assert.equal(said.filter(({ words }) => words === "I write this in a tunnel").length, 1);
  });

  await journey.test("without script, by reloading", async () => {
    const page = await windowFor(journey, browser, server, people.trainee, { javaScriptEnabled: false });
    await page.goto(room);
    assert.equal(await page.locator("textarea").count(), 0);
    await page.getByLabel(/^The name others see/).fill("mr_beginner");
    await page.getByRole("button", { name: "Agree and join in" }).click();
    const words = "Good morning from a very old tablet";
    await Promise.all([...rooms.map((other) => seen(other, words)), send(page, words)]);
    await message(page, words).waitFor();
    for (const greeting of ["Good morning to the tablet", "And how is its battery?"]) {
      await says(moderator, greeting);
      await page.getByRole("link", { name: "Look for new messages" }).click();
      await message(page, greeting).waitFor();
    }
    const newest = message(page, "And how is its battery?");
    assert.ok(await standsAbove(page, newest), "the newest is neither behind the place to write nor below the screen");
    await album.picture(page, "without script");
    await sameEverywhere([...rooms, page]);
  });

  await journey.test("a message said elsewhere is brought in, and a report is read and settled", async () => {
    await desk.getByText("Bring into the chat…").click();
    const form = desk.locator(".bring");
    await form.getByLabel(/^Who said it/).fill("old_hand");
    await form.getByLabel(/^Where/).fill("the corridor");
    await form.getByLabel("What was said").fill("Nail varnish over the label");
    await form.getByRole("button", { name: "Bring it in" }).click();
    for (const page of rooms) await message(page, "Nail varnish over the label").getByText("Brought into the chat by @sam_spatula").waitFor();
    await teacher.goto(await message(teacher, "Nail varnish").locator(".when").getAttribute("href"));
    await teacher.getByText("Report…").click();
    await teacher.getByLabel("What is wrong with it?").selectOption({ index: 1 });
    await teacher.getByRole("button", { name: "Report it" }).click();
    await teacher.getByText("A moderator will look at it.").waitFor();
    await teacher.goto(room);
    await desk.locator("#reports .desk-row").getByRole("button", { name: "Keep it" }).click();
    await desk.getByText("Settled.", { exact: true }).waitFor();
    assert.equal(await desk.locator("#reports .desk-row").count(), 0);
    await says(teacher, TAKEN_BACK);
  });

  await journey.test("no barrier in the room and at the desk", async () => {
    assert.deepEqual(await look(moderator, "the room"), []);
    for (const words of [QUOTED, STARRED]) {
      await deskRow(desk, words).getByRole("button", { name: /^Star/ }).click();
      await desk.getByText("Starred for the list.").waitFor();
    }
    assert.deepEqual(await look(desk, "the desk"), []);
  });

  await journey.test("closed, in review, and an author takes words back", async () => {
    await desk.getByRole("button", { name: "Close the chat" }).click();
    await desk.getByText("The chat is closed.").waitFor();
    for (const page of rooms) {
      await page.locator("#say-here .not-now", { hasText: "The chat is closed." }).waitFor();
      assert.equal(await page.locator("textarea").count(), 0, "nobody can write any more");
    }
    const late = await post(teacher, `${room}/messages`, { body: "I was not quick enough" }, JSON_ANSWER);
    assert.equal(late.status, 409);
    assert.match(late.words, /the chat is closed/i);
    await desk.getByRole("button", { name: "Begin the review" }).click();
    await desk.getByText("authors have 48 hours").waitFor();
    for (const page of rooms) await page.locator("#say-here .not-now", { hasText: "The chat is in review until" }).waitFor();
    const own = await teacher.context().newPage();
    await own.goto(await message(teacher, TAKEN_BACK).locator(".when").getAttribute("href"));
    await own.getByRole("button", { name: "Take my words back" }).click();
    await own.getByText("Its place stays, the words are gone.").waitFor();
    await own.close();
    for (const page of rooms) {
      await page.locator("#messages > .said.gone", { hasText: "Its author has taken this message back." }).waitFor();
      await until(page, (secret) => !document.documentElement.outerHTML.includes(secret), TAKEN_BACK);
    }
    await sameEverywhere(rooms);
    await album.picture(teacher, "in review");
  });

  const list = await moderator.context().newPage();
  await journey.test("the curator builds the list from stars, links and a line of their own", async () => {
    await list.goto(`${room}/list`);
    await list.getByRole("button", { name: "Add what was starred and the links" }).click();
    await list.getByText("Added.", { exact: true }).waitFor();
    const items = list.locator(".list-item .as-written");
    assert.deepEqual((await items.allInnerTexts()).slice(0, 2), [QUOTED, STARRED]);
    assert.match(await list.locator(".list-item").last().innerText(), /A table of pens[^]*Leads to pens\.example/, "links are seeded too");
    const form = list.locator("#add");
    await form.getByLabel("Words").fill("Varnish over the label, once it is dry");
    await form.getByLabel("Heading").fill(QUESTIONS[1]);
    await form.getByRole("button", { name: "Add to the list" }).click();
    await list.getByText("Added.", { exact: true }).waitFor();
    await list.getByRole("button", { name: "Move up: Varnish over" }).click();
    await list.getByText("Saved.", { exact: true }).waitFor();
    const words = await items.allInnerTexts();
    assert.ok(words.findIndex((one) => one.startsWith("Varnish")) < words.indexOf(STARRED), "it was moved above the star");
    assert.deepEqual(await look(list, "the list"), []);
    await album.picture(list, "the list", { fullPage: true });
  });

  await journey.test("nothing is published while authors may take words back", async () => {
    await list.goto(`${room}/publish`);
    await list.getByText("The review ends").waitFor();
    assert.equal(await list.getByRole("button", { name: "Publish", exact: true }).count(), 0);
    const early = await post(list, `${room}/publish`, {});
    assert.equal(early.status, 409);
    assert.equal((await list.request.get(`/evenings/${chat}`)).status(), 404);
  });

  await journey.test("three days later it is published: the list on top, by question and by time", async () => {
    for (const page of [hostRoom, teacher, head]) await page.close();
    await server.goOnAt(AFTER_THE_REVIEW);
    await list.goto(`${room}/publish`);
    await list.getByRole("button", { name: "Publish", exact: true }).click();
    await list.getByText("Published. Whoever may read it can do so now.").waitFor();
    assert.deepEqual(await look(list, "the publish page"), []);
    await album.picture(list, "the publish page");
  });

  const passerBy = await (await windowOn(journey, browser, server)).newPage();
  await journey.test("anybody may read it, and finds it by its words", async () => {
    await passerBy.goto("/evenings?q=masking");
    await passerBy.getByText(STARRED).first().waitFor();
    await passerBy.getByRole("link", { name: "Labels that last (a rehearsal)" }).first().click();
    const headings = await passerBy.getByRole("heading", { level: 2 }).allInnerTexts();
    assert.deepEqual(headings, ["The list", "What was said"]);
    assert.match(await passerBy.locator("#list").innerText(), /Varnish over the label/);
    const first = passerBy.locator("section.asked", { hasText: QUESTIONS[0] });
    assert.equal(await first.locator(".one", { hasText: QUOTED }).count() > 0, true, "answers stand under their question");
    assert.deepEqual(await look(passerBy, "the published evening"), []);
    await album.picture(passerBy, "published", { fullPage: true });
    await passerBy.getByRole("link", { name: "By time" }).click();
    const numbers = (await passerBy.locator("#said .one").evaluateAll((all) => all.map(({ id }) => id))).map((id) => Number(id.slice(1)));
    assert.deepEqual(numbers, numbers.map((_, place) => place + 1), "by time: every number once, in order");
    for (const secret of [HIDDEN, TAKEN_BACK]) {
      assert.ok(!(await passerBy.content()).includes(secret));
      await passerBy.goto(`/evenings?q=${encodeURIComponent(secret.split(" ").at(-2))}`);
      await passerBy.getByText("Nobody said").waitFor();
    }
  });

  const folder = await folderFor(journey);
  await journey.test("the file opens from disk, with no server and no network", async (t) => {
    const texts = {};
    await passerBy.goto(`/evenings/${chat}`);
    for (const [ending, words] of [["html", "Web page"], ["txt", "Text"], ["json", "JSON"]]) {
      const [download] = await Promise.all([passerBy.waitForEvent("download"), passerBy.getByRole("link", { name: words, exact: true }).click()]);
      assert.match(download.suggestedFilename(), new RegExp(`^LastingLabels-${TODAY}-revision-1\\.${ending}$`));
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      texts[ending] = await readFile(path, "utf8");
      for (const secret of [HIDDEN, TAKEN_BACK]) assert.ok(!texts[ending].includes(secret), `${ending} holds no word that is gone`);
      for (const kept of [QUOTED, QUOTING_TWICE, STARRED]) assert.ok(texts[ending].includes(kept), `${ending} holds what was said`);
      t.diagnostic(`${download.suggestedFilename()}, ${texts[ending].length} characters`);
    }
    const evening = JSON.parse(texts.json);
    assert.deepEqual(evening.messages.map(({ number }) => number), evening.messages.map((_, place) => place + 1));
    assert.deepEqual(evening.messages.filter(({ gone }) => gone).length, 2);

    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    await context.setOffline(true);
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const file = pathToFileURL(join(folder, `LastingLabels-${TODAY}-revision-1.html`)).href;
    await page.goto(file);
    await page.locator("#list", { hasText: "Varnish over the label" }).waitFor();
    for (const words of QUESTIONS) await page.locator("#questions h3", { hasText: words }).waitFor();
    assert.equal(await page.locator("#talk li.message").count(), evening.messages.length);
    const twice = page.locator("#talk li.message", { hasText: QUOTING_TWICE }).last();
    assert.match(await twice.locator("blockquote blockquote").innerText(), new RegExp(QUOTED));
    assert.deepEqual(await look(page, "the file"), []);
    await album.picture(page, "the file from disk", { fullPage: true });
    assert.deepEqual(asked, [file], "it asks for nothing");
    await context.close();
  });

  await journey.test("a correction is a new revision", async () => {
    await list.goto(`${room}/list`);
    await list.getByRole("button", { name: /^Remove: Varnish/ }).click();
    await list.getByText("Removed.", { exact: true }).waitFor();
    await list.goto(`${room}/publish`);
    await list.getByLabel(/^What is corrected/).fill("The varnish peeled");
    await list.getByRole("button", { name: "Publish the correction" }).click();
    await list.getByRole("link", { name: "Revision 2" }).waitFor();
    assert.equal(await list.locator("code.hash").count(), 2, "both keep their fingerprints");
    await passerBy.goto(`/evenings/${chat}`);
    await passerBy.getByText("Revision 2, published").waitFor();
    assert.doesNotMatch(await passerBy.locator("#list").innerText(), /Varnish/);
  });

  // It ends with a failure where an invariant does not hold.
  await server.stop();
  await command(["check", "--database", database]);
});

/** A signed-in person's window with a page in it. */
async function windowFor(test, browser, server, person, options) {
  const page = await (await windowOn(test, browser, server, options)).newPage();
  await signIn(page, person);
  return page;
}

/** Goes into a room, and agrees to what becomes of words there. */
async function agree(page, room) {
  await page.goto(room);
  await page.getByRole("button", { name: "Agree and join in" }).click();
  await page.getByText("You are in.").first().waitFor();
}
