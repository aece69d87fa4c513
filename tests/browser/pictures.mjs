// The pictures of the README, taken of a demonstration school: `node tests/browser/pictures.mjs`.
import { mkdir, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { test } from "node:test";
import { browserFor, windowOn } from "./browser.mjs";
import { signIn } from "./people.mjs";
import { Server } from "./server.mjs";
import { openFormWithoutMicroscopes, turnWeeks } from "./week.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/pictures", import.meta.url));
/** The largest a picture may be, in bytes: the README loads eight. */
const LARGEST = 150_000;
const DEVICES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

test("the pictures of the README", async (t) => {
  await mkdir(FOLDER, { recursive: true });
  const server = await Server.demonstration(t);
  const browser = await browserFor(t);
  const people = server.printed.people;
  for (const [device, options] of Object.entries(DEVICES)) {
    const window = async (person) => {
      const page = await (await windowOn(t, browser, server, { ...options, colorScheme: "light" })).newPage();
      await signIn(page, person);
      return page;
    };
    const take = async (page, name) => {
      const path = join(FOLDER, `${name}-${device}.png`);
      await page.evaluate(() => document.fonts.ready);
      await writeFile(path, await page.screenshot({ caret: "hide", animations: "disabled" }));
      const { size } = await stat(path);
      if (size > LARGEST) throw new Error(`${path} has ${size} bytes`);
      t.diagnostic(`${name}-${device}.png, ${size} bytes`);
    };
    const teacher = await window(people.teacher);
    // On a phone the week is a day at a time; Thursday has something asked for and something to ask.
    const thursday = teacher.locator(".day-tabs a").nth(3);
    if (await thursday.isVisible()) await thursday.click();
    await take(teacher, "week");
    await turnWeeks(teacher, 1);
    await openFormWithoutMicroscopes(teacher);
    await teacher.locator(".send-bar .primary").click();
    await teacher.locator("#clash").waitFor();
    await take(teacher, "form-clash");
    await take(await window(people.technician), "board");
    await teacher.goto(`/chats/${server.printed.chat}`);
    await teacher.locator(".composer").waitFor();
    await take(teacher, "room");
  }
});
