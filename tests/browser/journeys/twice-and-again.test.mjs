// Impatient thumbs, two people at once, and a server that goes away for a moment: one effect each, and nobody is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { cardsToStep, stay, whenLive } from "../board.mjs";
import { browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";
import { openForm, someLesson, turnWeeks } from "../week.mjs";

test("twice and again", async (journey) => {
  const server = await Server.demonstration(journey);
  const browser = await browserFor(journey);
  const album = await albumOf("twice-and-again");
  const people = server.printed.people;
  const open = async (t, person) => {
    const page = await (await windowOn(t, browser, server)).newPage();
    await signIn(page, person);
    return page;
  };
  /** Opens tomorrow's board, on which most cards wait to be prepared. */
  const openBoard = async (t, person, { isDeaf = false } = {}) => {
    const page = await open(t, person);
    if (isDeaf) await page.route("**/live?*", (route) => route.abort());
    await page.goto("/board");
    await page.getByRole("link", { name: "Day after" }).click();
    await page.waitForURL(/\/board\/\d{4}/);
    return page;
  };

  await journey.test("two technicians press the same button at the same moment", async (t) => {
    // As it is when both press before either board has heard of the other's press.
    const who = [people.technician, people["senior-technician"]];
    const pages = await Promise.all(who.map((person) => openBoard(t, person, { isDeaf: true })));
    const card = await stay(pages[0], cardsToStep(pages[0], "Prepared"));
    const id = await card.getAttribute("id");
    await Promise.all(pages.map((page) => page.locator(`#${id}`).getByRole("button", { name: "Prepared" }).click()));
    for (const page of pages) await page.getByText(/^Prepared\.$|no longer possible/).first().waitFor();
    const refused = [];
    for (const page of pages) refused.push((await page.getByRole("heading", { name: "That is no longer possible" }).count()) > 0);
    assert.deepEqual(refused.toSorted(), [false, true], "one moves it, the other is told");
    await album.picture(pages[refused.indexOf(true)], "the second is told");
    const sheet = pages[refused.indexOf(false)];
    await sheet.goto(`/requisitions/${id.replace("card-", "")}`);
    assert.equal(await sheet.locator(".history li", { hasText: /^Prepared/ }).count(), 1, "one step");
  });

  await journey.test("one person presses twice", async (t) => {
    const page = await openBoard(t, people.technician);
    const card = await stay(page, cardsToStep(page, "Prepared"));
    const id = await card.getAttribute("id");
    const answers = await card.locator("form").evaluate(async (form) => {
      const press = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      return Promise.all((await Promise.all([press(), press()])).map(({ status, url }) => ({ status, url })));
    });
    assert.deepEqual(answers.map(({ status }) => status), [200, 200], "no error for either press");
    assert.equal(answers[0].url, answers[1].url);
    await page.goto(`/requisitions/${id.replace("card-", "")}`);
    assert.equal(await page.locator(".history li", { hasText: /^Prepared/ }).count(), 1, "one step");
    await page.goBack();
    const other = await stay(page, cardsToStep(page, "Prepared"));
    await other.getByRole("button", { name: "Prepared" }).dblclick();
    await other.getByText("Prepared", { exact: true }).waitFor();
    await album.picture(page, "pressed twice");
  });

  await journey.test("the same form sent twice is one request", async (t) => {
    const page = await open(t, people.teacher);
    await turnWeeks(page, 1);
    const week = page.url();
    const lesson = await someLesson(page);
    await openForm(page, lesson, "chromatography");
    const urls = await page.locator(".ask-form").evaluate(async (form) => {
      const body = new FormData(form);
      body.set("do", "send");
      const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(body) });
      return (await Promise.all([send(), send()])).map(({ url }) => url);
    });
    assert.match(urls[0], /\/requisitions\/[0-9a-f-]{36}\?/);
    assert.equal(urls[0], urls[1], "the same requisition answers both");
    await page.goto(week);
    const cell = page.locator(".lesson", { has: page.locator(`.ask[href="${lesson}"]`) });
    assert.equal(await cell.locator(".asked-for").count(), 1);
  });

  await journey.test("the board comes back after the server was away, and shows what changed", async (t) => {
    const board = await openBoard(t, people.technician);
    const other = await openBoard(t, people["senior-technician"]);
    await whenLive(board);
    await board.evaluate(() => (window.neverReloaded = true));
    const card = await stay(board, cardsToStep(board, "Prepared"));
    const id = await card.getAttribute("id");
    await server.stop();
    await server.start();
    await other.reload();
    await other.locator(`#${id}`).getByRole("button", { name: "Prepared" }).click();
    await other.locator(`#${id}`).getByText("Prepared", { exact: true }).waitFor();
    // The stream waits a little longer after each time that it found nobody.
    await card.getByText("Prepared", { exact: true }).waitFor({ timeout: 30_000 });
    assert.equal(await board.evaluate(() => window.neverReloaded), true);
    await album.picture(board, "back after a restart");
  });
});
