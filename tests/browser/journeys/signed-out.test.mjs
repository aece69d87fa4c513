// Signed out in the middle of a form: what was typed goes on after signing in, on the page that says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { SCREENS, look } from "../barriers.mjs";
import { browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";
import { openForm, someLesson, turnWeeks } from "../week.mjs";

const WORDS = "Twelve sharp pencils, and the old potatoes";

test("signed out in the middle of a form", async (journey) => {
  const server = await Server.demonstration(journey);
  const { teacher, technician } = server.printed.people;
  const browser = await browserFor(journey);
  const album = await albumOf("signed-out");

  for (const [place, [how, options]] of Object.entries({ "with script": {}, "without script": { javaScriptEnabled: false } }).entries()) {
    await journey.test(`a teacher asks, ${how}`, async (t) => {
      const context = await windowOn(t, browser, server, options);
      const page = await context.newPage();
      await signIn(page, teacher);
      await turnWeeks(page, 1);
      await openForm(page, await someLesson(page, place), "chromatography");
      await page.getByLabel(/^A word to the technicians/).fill(WORDS);
      await signOutElsewhere(context);
      await page.locator(".send-bar").getByRole("button", { name: "Send" }).click();
      await page.getByText("nothing was sent yet").waitFor();
      // What looks for barriers is a script itself.
      if (options.javaScriptEnabled !== false) assert.deepEqual(await look(page, "signing in to send", SCREENS), []);
      await album.picture(page, `signed out ${how}`);

      await answer(page, { ...teacher, password: "not the password" });
      await page.locator("#sign-in-error").waitFor();
      await page.getByText("nothing was sent yet").waitFor();
      await answer(page, teacher);
      await page.locator(".sheet-page").waitFor();
      await page.locator(".note").getByText(WORDS).waitFor();
      await page.locator(".sheet-state").getByText("Accepted", { exact: true }).waitFor();
      await album.picture(page, `sent after all ${how}`);
      await page.goto("/week");
      await page.locator(".week-page").waitFor();
      assert.equal(new URL(page.url()).pathname, "/week", "the session goes on");
    });

    await journey.test(`a technician asks back, ${how}`, async (t) => {
      const context = await windowOn(t, browser, server, options);
      const page = await context.newPage();
      await signIn(page, technician);
      await page.getByRole("link", { name: "Day after" }).click();
      await page.waitForURL(/\/board\/\d{4}/);
      await page.locator(".card h3 a").nth(place).click();
      await page.getByLabel(/^Ask /).fill(WORDS);
      const sheet = new URL(page.url()).pathname;
      await signOutElsewhere(context);
      await page.locator(".talk").getByRole("button", { name: "Ask" }).click();
      await page.getByText("nothing was sent yet").waitFor();
      await answer(page, technician);
      await page.locator(".talk").getByText(WORDS).waitFor();
      assert.equal(new URL(page.url()).pathname, sheet);
      await album.picture(page, `asked after all ${how}`);
    });
  }

  await journey.test("whoever does not want it sent signs in as ever", async (t) => {
    const context = await windowOn(t, browser, server);
    const page = await context.newPage();
    await signIn(page, teacher);
    await turnWeeks(page, 1);
    const week = page.url();
    const lesson = await someLesson(page, -1);
    await openForm(page, lesson, "chromatography");
    await signOutElsewhere(context);
    await page.locator(".send-bar").getByRole("button", { name: "Send" }).click();
    await page.getByRole("link", { name: "Do not send it" }).click();
    await page.waitForURL(/\/sign-in$/);
    await signIn(page, teacher);
    await page.goto(week);
    const cell = page.locator(".lesson", { has: page.locator(`.ask[href="${lesson}"]`) });
    await cell.waitFor();
    assert.equal(await cell.locator(".asked-for").count(), 0, "nothing was sent");
  });
});

/** Signs out in another tab of the same browser, as somebody does who has two of them open. */
async function signOutElsewhere(context) {
  const other = await context.newPage();
  await other.goto("/sessions");
  await other.locator(".menu > summary").click();
  await other.getByRole("button", { name: "Sign out", exact: true }).click();
  await other.waitForURL(/\/sign-in/);
  await other.close();
}

/** Signs in on the page that is to send something. */
async function answer(page, { email, password }) {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in and send" }).click();
}
