// Where no script runs, every part of the day can still be done.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { cardsToStep, stay } from "../board.mjs";
import { browserFor, pressAndArrive, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";
import { turnWeeks } from "../week.mjs";

test("without script", async (journey) => {
  const server = await Server.demonstration(journey);
  const browser = await browserFor(journey);
  const album = await albumOf("without-script");
  const people = server.printed.people;

  await journey.test("a teacher finds, counts anew, asks and sends", async (t) => {
    const page = await (await windowOn(t, browser, server, { javaScriptEnabled: false })).newPage();
    await signIn(page, people.teacher);
    await turnWeeks(page, 1);
    await page.locator(".lesson:not(.asked) .ask").first().click();
    await page.getByLabel("What are they doing?").fill("chromatography");
    await pressAndArrive(page, page.getByRole("button", { name: "Find" }));
    await album.picture(page, "found");
    await page.locator("#practicals a").first().click();
    await page.getByLabel("Sets").fill("7");
    await pressAndArrive(page, page.getByRole("button", { name: "Work out amounts" }));
    const beakers = page.getByLabel(/^Beaker/);
    assert.equal(await beakers.inputValue(), "7", "one for each of seven sets");
    await page.getByLabel("Thing, line 1").fill("Two green pens");
    await album.picture(page, "seven sets");
    await page.locator(".send-bar").getByRole("button", { name: "Send" }).click();
    await page.getByText("Sent, and accepted").waitFor();
    await page.getByText("Two green pens").waitFor();
    assert.match(await page.locator(".facts").innerText(), /7 sets/);
    await album.picture(page, "sent");
  });

  await journey.test("a technician takes a card a step on, and back", async (t) => {
    const page = await (await windowOn(t, browser, server, { javaScriptEnabled: false })).newPage();
    await signIn(page, people.technician);
    const card = await stay(page, cardsToStep(page, "Prepared"));
    await card.getByRole("button", { name: "Prepared" }).click();
    await card.getByText("Prepared", { exact: true }).waitFor();
    await album.picture(page, "prepared");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Put back as it was.").waitFor();
    await page.goto("/board");
    await card.getByText("Accepted", { exact: true }).waitFor();
    await page.getByLabel("States").selectOption("prepared");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    assert.equal(await card.count(), 0, "the filter leaves only what is prepared");
    await album.picture(page, "filtered");
  });
});
