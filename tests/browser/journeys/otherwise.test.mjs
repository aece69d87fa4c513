// School time as it comes: a snow week that takes lessons from under open requests and is lifted again, and two rooms
// swapped on the day, with the tablet of the prep room in hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { SCREENS, look } from "../barriers.mjs";
import { cardsToStep, stay, whenLive } from "../board.mjs";
import { TABLET, browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";
import { openForm, send, someLesson } from "../week.mjs";

/** The school week after the Tuesday on which the demonstration begins. */
const SNOW = { first: "2026-11-30", last: "2026-12-04" };

test("a snow week", async (journey) => {
  const server = await Server.demonstration(journey);
  const people = server.printed.people;
  const browser = await browserFor(journey);
  const album = await albumOf("snow-week");
  const open = async (person) => {
    const page = await (await windowOn(journey, browser, server)).newPage();
    await signIn(page, person);
    return page;
  };
  const [teacher, technician, administrator] = [await open(people.teacher), await open(people.technician), await open(people.administrator)];
  const asked = [];

  await journey.test("a teacher asks for lessons of the week", async () => {
    for (let count = 0; count < 3; count += 1) {
      await teacher.goto(`/week/${SNOW.first}`);
      await openForm(teacher, await someLesson(teacher), "chromatography");
      await send(teacher);
      asked.push(new URL(teacher.url()).pathname);
    }
  });

  await journey.test("closing it says first which requests lose their lesson", async () => {
    await administrator.goto("/calendar");
    const row = administrator.getByRole("group", { name: /^Closure/ }).filter({ has: administrator.locator("[name=closure_reason][value='']") }).first();
    await row.getByLabel("Why").fill("Snow");
    await row.getByLabel("First day").fill(SNOW.first);
    await row.getByLabel("Last day").fill(SNOW.last);
    await administrator.locator(".send-bar").getByRole("button", { name: "Keep" }).click();
    await administrator.getByText("Nothing is kept yet").waitFor();
    const effects = administrator.getByRole("region", { name: "What becomes of requests" });
    for (const sheet of asked) await effects.locator(`a[href="${sheet}"]`).waitFor();
    await effects.getByRole("heading", { name: /^Lose their lesson and wait for a decision/ }).waitFor();
    assert.deepEqual(await look(administrator, "closing days with requests", SCREENS), []);
    await album.picture(administrator, "which lose their lesson", { fullPage: true });
    await teacher.goto(asked[0]);
    await teacher.locator(".sheet-state").getByText("Accepted", { exact: true }).waitFor();
    await administrator.getByRole("button", { name: "Keep these dates" }).click();
    await administrator.getByText("Saved.", { exact: true }).waitFor();
  });

  await journey.test("the teacher's week says so", async () => {
    await teacher.goto(`/week/${SNOW.first}`);
    for (const sheet of asked) await teacher.locator(`main a[href="${sheet}"]`, { hasText: "its lesson is gone; it waits for a decision" }).waitFor();
    await teacher.getByText("Snow").first().waitFor();
    assert.equal(await teacher.locator(".ask").count(), 0, "nothing can be asked for");
    assert.deepEqual(await look(teacher, "a week without school", SCREENS), []);
    await album.picture(teacher, "the week of the teacher");
  });

  await journey.test("a technician moves one and keeps the hour of another", async () => {
    const [moved, kept] = asked;
    await technician.goto("/inbox");
    await technician.getByRole("heading", { name: /^The lesson is gone/ }).waitFor();
    assert.deepEqual(await look(technician, "the inbox with lessons gone", SCREENS), []);
    await album.picture(technician, "the inbox", { fullPage: true });
    const entry = (sheet) => technician.locator(".entry").filter({ has: technician.locator(`a[href^="${sheet}"]`) });
    await entry(moved).locator("summary", { hasText: "Move" }).click();
    const lesson = entry(moved).getByLabel("To which lesson of this class?");
    const there = (await lesson.locator("option").nth(1).innerText()).split(",")[0];
    await lesson.selectOption({ index: 1 });
    await album.picture(technician, "where it can go");
    await entry(moved).getByRole("button", { name: "Move" }).click();
    await entry(moved).waitFor({ state: "detached" });
    await entry(kept).getByRole("button", { name: "Keep the hour" }).click();
    await entry(kept).waitFor({ state: "detached" });
    await entry(asked[2]).waitFor();
    await teacher.goto(moved);
    await teacher.locator(".sheet-head", { hasText: there }).waitFor();
    await teacher.goto(`/week/${SNOW.first}`);
    await teacher.locator(`main a[href="${kept}"]`, { hasText: "stays at its hour" }).waitFor();
    await album.picture(teacher, "one moved and one kept");
  });

  await journey.test("the snow melts, and what still waits has its lesson again", async () => {
    await administrator.goto("/calendar");
    await administrator.getByRole("link", { name: "Put back…" }).first().click();
    await administrator.getByRole("heading", { name: "Put it back?" }).waitFor();
    const again = administrator.getByRole("region", { name: "What becomes of requests" });
    await again.getByRole("heading", { name: /^Have their lesson again/ }).waitFor();
    await again.locator(`a[href="${asked[2]}"]`).waitFor();
    assert.deepEqual(await look(administrator, "lifting a closure", SCREENS), []);
    await album.picture(administrator, "put it back", { fullPage: true });
    await administrator.getByRole("button", { name: "Put it back" }).click();
    await administrator.waitForURL(/\/calendar/);
    assert.equal(await administrator.locator("[name=closure_reason][value=Snow]").count(), 0, "the closure is lifted");
    await teacher.goto(`/week/${SNOW.first}`);
    await teacher.locator(`.lesson a[href^="${asked[2]}"]`).waitFor();
    assert.equal(await teacher.getByText("its lesson is gone").count(), 0);
    await teacher.goto(asked[2]);
    await teacher.locator(".history li", { hasText: "Its lesson is there again" }).waitFor();
    await technician.goto("/inbox");
    assert.equal(await technician.getByRole("heading", { name: /^The lesson is gone/ }).count(), 0, "nothing waits any longer");
    await album.picture(teacher, "the sheet afterwards", { fullPage: true });
  });
});

test("two rooms swapped on the day", async (journey) => {
  const server = await Server.demonstration(journey);
  const people = server.printed.people;
  const browser = await browserFor(journey);
  const album = await albumOf("room-swap");
  const tablet = await (await windowOn(journey, browser, server, { viewport: TABLET, hasTouch: true })).newPage();
  const desk = await (await windowOn(journey, browser, server)).newPage();
  await signIn(tablet, people.technician);
  await signIn(desk, people["senior-technician"]);
  const board = new URL(tablet.url()).pathname;
  await desk.goto(board);
  await whenLive(desk);
  const roomOf = (card) => card.locator("h3 b");
  const card = await stay(tablet, cardsToStep(tablet, "Prepared").last());
  const one = await roomOf(card).innerText();
  const labs = await tablet.locator(".card h3 b").allInnerTexts();
  const other = labs.find((room) => room !== one);
  const id = await card.getAttribute("id");
  const onDesk = desk.locator(`#${id}`);

  await journey.test("a technician says what is otherwise, and sees what it does", async () => {
    await tablet.getByRole("link", { name: "Something is otherwise" }).tap();
    await tablet.waitForURL(/\/day\/\d{4}/);
    assert.deepEqual(await look(tablet, "what is otherwise on a day", SCREENS), []);
    await tablet.setViewportSize(TABLET);
    await album.picture(tablet, "something is otherwise", { fullPage: true });
    const form = tablet.locator("form[action='/day/swap-rooms']");
    await form.getByLabel("One room").fill(one);
    await form.getByLabel("The other").fill(other);
    await form.getByRole("button", { name: "Swap them" }).tap();
    await tablet.getByRole("heading", { name: "What it does" }).waitFor();
    const effects = tablet.getByRole("region", { name: "What becomes of requests" });
    await effects.locator(`a[href="/requisitions/${id.replace("card-", "")}"]`).waitFor();
    assert.deepEqual(await look(tablet, "what a swap does", SCREENS), []);
    await tablet.setViewportSize(TABLET);
    await album.picture(tablet, "what it does", { fullPage: true });
    assert.equal(await roomOf(onDesk).innerText(), one, "nothing is done yet");
  });

  await journey.test("the cards are in the other room, on every board", async () => {
    await tablet.getByRole("button", { name: "Do it" }).tap();
    await tablet.getByText("Saved.", { exact: true }).waitFor();
    await tablet.getByText(/ are swapped on /).waitFor();
    assert.deepEqual(await look(tablet, "a day that is otherwise", SCREENS), []);
    await tablet.setViewportSize(TABLET);
    await album.picture(tablet, "done", { fullPage: true });
    await roomOf(onDesk).getByText(other, { exact: true }).waitFor();
    await album.picture(desk, "the board at the desk followed");
    await tablet.getByRole("link", { name: "Board" }).first().tap();
    await roomOf(card).getByText(other, { exact: true }).waitFor();
    await album.picture(tablet, "the board on the tablet");
  });

  await journey.test("one touch undoes it", async () => {
    await tablet.goBack();
    await tablet.getByRole("button", { name: "Undo it" }).tap();
    await tablet.getByText("Put back, and requests with their lessons.").waitFor();
    assert.equal(await tablet.getByText(/ are swapped on /).count(), 0);
    await roomOf(onDesk).getByText(one, { exact: true }).waitFor();
    await tablet.goto(board);
    await roomOf(card).getByText(one, { exact: true }).waitFor();
    await album.picture(tablet, "undone");
  });
});
