// A phone of 360 px: nothing scrolls sideways but what is meant to, and a wet thumb hits what it aims at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { cardsToStep, stay } from "../board.mjs";
import { PHONE, browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";

/** The least height and width of what is touched on the board, in CSS pixels. */
const LEAST_TOUCH = 48;
const A_PHONE = { viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

test("on a phone", async (journey) => {
  const server = await Server.demonstration(journey);
  const browser = await browserFor(journey);
  const album = await albumOf("on-a-phone");
  const people = server.printed.people;

  await journey.test("a teacher's week is one day at a time, and the form lies over it", async (t) => {
    const page = await (await windowOn(t, browser, server, A_PHONE)).newPage();
    await signIn(page, people.teacher);
    await fits(page);
    const today = page.getByRole("heading", { name: /^Tuesday/ });
    assert.ok(await isInView(today), "it opens at today");
    await album.picture(page, "today");
    await page.getByRole("link", { name: "Week after" }).tap();
    await page.waitForURL(/\/week\/\d{4}/);
    await page.locator(".day-tabs a").nth(3).tap();
    await page.waitForFunction(() => {
      const day = document.querySelectorAll(".day")[3].getBoundingClientRect();
      return Math.abs(day.left) < 2;
    });
    await album.picture(page, "thursday next week");
    await page.locator(".day").nth(3).locator(".lesson:not(.asked) .ask").first().tap();
    const question = page.getByLabel("What are they doing?");
    await question.waitFor();
    await fits(page);
    await question.fill("chroma");
    await page.locator("#practicals a", { hasText: /chromatography/i }).first().tap();
    const send = page.locator(".send-bar .primary");
    await send.waitFor();
    assert.ok(await isInView(send), "Send is always visible");
    await fits(page);
    await album.picture(page, "the form");
    await send.tap();
    await page.getByText("Sent, and accepted").waitFor();
    await fits(page);
    await album.picture(page, "the sheet", { fullPage: true });
  });

  await journey.test("the ways to go stand at the thumb", async (t) => {
    const page = await (await windowOn(t, browser, server, A_PHONE)).newPage();
    for (const person of [people.teacher, people.technician]) {
      await page.context().clearCookies();
      await signIn(page, person);
      const bar = await page.locator(".ways").boundingBox();
      assert.ok(Math.abs(bar.y + bar.height - PHONE.height) < 2, `the bar ends at the bottom, not at ${bar.y + bar.height}`);
      for (const way of await page.locator(".ways a:visible").all()) await touches(way);
    }
  });

  await journey.test("a technician works through the board and a sheet", async (t) => {
    const page = await (await windowOn(t, browser, server, A_PHONE)).newPage();
    await signIn(page, people.technician);
    await fits(page);
    await page.locator(".to-now").tap();
    await album.picture(page, "the board at the present period");
    const controls = await page.locator("main").locator("button:visible, select:visible, a.button:visible").all();
    assert.ok(controls.length > 5);
    for (const control of controls) await touches(control);
    const card = await stay(page, cardsToStep(page, "Prepared"));
    await card.getByRole("button", { name: "Prepared" }).tap();
    await card.getByText("Prepared", { exact: true }).waitFor();
    await fits(page);
    await card.getByRole("link").tap();
    await page.locator(".sheet-page").waitFor();
    await fits(page);
    await album.picture(page, "a sheet", { fullPage: true });
    await page.goto("/inbox");
    await fits(page);
    await album.picture(page, "the inbox");
  });

  await journey.test("a long link makes no page wider, and can be pressed", async (t) => {
    const page = await (await windowOn(t, browser, server, A_PHONE)).newPage();
    const word = "x".repeat(100);
    const link = `https://files.school.example/d/${"aBcDeF0123456789_".repeat(7)}/edit?usp=sharing&ouid=1234567890`;
    await signIn(page, people.teacher);
    await page.getByRole("link", { name: "Week after" }).tap();
    await page.waitForURL(/\/week\/\d{4}/);
    const ask = await page.locator(".lesson:not(.asked) .ask").first().getAttribute("href");
    await page.goto(`${ask}&free=${word}`);
    await page.locator("[name=words-0]").fill(link);
    await page.locator("[name=note]").fill(`All is told in ${link}`);
    await fits(page);
    await page.locator(".send-bar .primary").tap();
    await page.locator(".sheet-page").waitFor();
    await fits(page);
    const sheet = page.url().split("?")[0];
    assert.equal(await page.locator('main a[href^="https://files"]').count(), 2);
    await page.goto(`${sheet}/change`);
    await fits(page);
    await page.context().clearCookies();
    await signIn(page, people.technician);
    await page.goto(sheet);
    await fits(page);
    await page.locator(".back a").tap();
    await page.getByText(word).first().waitFor();
    await fits(page);
  });
});

async function fits(page) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `${page.url()} is ${wide} px wide on a screen of ${room} px`);
}

async function isInView(target) {
  return target.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
  });
}

async function touches(control) {
  const { width, height } = await control.boundingBox();
  const words = (await control.innerText()).replace(/\s+/g, " ");
  assert.ok(width >= LEAST_TOUCH && height >= LEAST_TOUCH, `“${words}” is ${width} by ${height} px`);
}
