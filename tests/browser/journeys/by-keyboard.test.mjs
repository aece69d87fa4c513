// Everything by the keyboard alone: no pointer is touched in this journey.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { browserFor, until, windowOn } from "../browser.mjs";
import { Server } from "../server.mjs";

test("by keyboard", async (journey) => {
  const server = await Server.demonstration(journey);
  const browser = await browserFor(journey);
  const album = await albumOf("by-keyboard");
  const people = server.printed.people;

  await journey.test("a teacher signs in, finds next week, asks and sends", async (t) => {
    const page = await (await windowOn(t, browser, server)).newPage();
    await signInByKeys(page, people.teacher);
    await page.waitForURL("**/week");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(/\/week\/\d{4}/);
    await tabTo(page, (element) => element.matches(".lesson:not(.asked) .ask"));
    await album.picture(page, "the focus is seen");
    await page.keyboard.press("Enter");
    await until(page, () => document.activeElement?.name === "q");
    await page.keyboard.type("chroma");
    // What is found for the letters takes the place of what was suggested before them.
    await page.locator("#practicals a").first().filter({ hasText: /chromatography/i }).waitFor();
    await page.keyboard.press("Tab");
    await tabTo(page, (element) => element.matches("#practicals a"));
    await page.keyboard.press("Enter");
    await until(page, () => document.activeElement?.name === "sets");
    await album.picture(page, "chosen");
    await tabTo(page, (element) => element.matches(".send-bar .primary"));
    await page.keyboard.press("Enter");
    await page.getByText("Sent, and accepted").waitFor();
    await album.picture(page, "sent");
  });

  await journey.test("closing the form gives the focus back to its lesson", async (t) => {
    const page = await (await windowOn(t, browser, server)).newPage();
    await signInByKeys(page, people.teacher);
    await page.waitForURL("**/week");
    await tabTo(page, (element) => element.matches(".lesson:not(.asked) .ask"));
    const lesson = await page.evaluate(() => document.activeElement.getAttribute("href"));
    await page.keyboard.press("Enter");
    await until(page, () => document.activeElement?.name === "q");
    await page.keyboard.press("Escape");
    await page.locator("#panel:empty").waitFor({ state: "attached" });
    await until(page, (asked) => document.activeElement?.getAttribute("href") === asked, lesson);
  });

  await journey.test("a technician goes from card to card and takes a step", async (t) => {
    const page = await (await windowOn(t, browser, server)).newPage();
    await signInByKeys(page, people.technician);
    await page.waitForURL("**/board");
    const focused = () => page.evaluate(() => document.activeElement.closest(".card")?.id ?? null);
    await page.keyboard.press("j");
    const first = await focused();
    assert.ok(first, "j goes to the first card");
    await page.keyboard.press("j");
    const second = await focused();
    assert.notEqual(second, first);
    await page.keyboard.press("k");
    assert.equal(await focused(), first, "k goes back");
    for (let cards = 0; cards < 40; cards += 1) {
      if (await page.evaluate(() => document.activeElement.closest(".card")?.querySelector("[data-letter=p]") !== null)) break;
      await page.keyboard.press("j");
    }
    const card = await focused();
    await album.picture(page, "on a card");
    await page.keyboard.press("p");
    await page.locator(`#${card}`).getByText("Prepared", { exact: true }).waitFor();
    await album.picture(page, "prepared");
  });

  await journey.test("the search and the list of keys are one key away", async (t) => {
    const page = await (await windowOn(t, browser, server)).newPage();
    await signInByKeys(page, people.technician);
    await page.waitForURL("**/board");
    await page.keyboard.press("/");
    await until(page, () => document.activeElement?.id === "search");
    await page.keyboard.press("Tab");
    await page.keyboard.press("?");
    await page.locator("#keys").waitFor();
    assert.match(await page.locator("#keys").innerText(), /next card/i);
    await album.picture(page, "the keys");
    await page.keyboard.press("Escape");
    await page.locator("#keys").waitFor({ state: "hidden" });
  });
});

async function signInByKeys(page, person) {
  await page.goto("/sign-in");
  // The first field has the focus from the first frame on, which may be drawn after the page has loaded.
  await until(page, () => document.activeElement?.name === "email");
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
}

/** Presses Tab until what has the focus is what is looked for. */
async function tabTo(page, isIt) {
  const source = `(${isIt})(document.activeElement)`;
  for (let tabs = 0; tabs < 120; tabs += 1) {
    if (await page.evaluate(source)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`120 tabs did not lead to ${isIt}`);
}
