// On paper: a sheet is one side of A4, and the board of a day is something to pin up.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";

/** A4 in points, as a PDF measures it, and how far a printer may round. */
const A4 = [595.28, 841.89];
const ROUNDING = 1;
/** The board of a full day fits on this many sides. */
const MOST_SIDES = 3;

test("on paper", async (journey) => {
  const server = await Server.demonstration(journey);
  const browser = await browserFor(journey);
  const album = await albumOf("on-paper");
  const page = await (await windowOn(journey, browser, server)).newPage();
  await signIn(page, server.printed.people.technician);

  const print = async (name) => {
    const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: false });
    await writeFile(join(album.folder, `${name}.pdf`), bytes);
    const text = bytes.toString("latin1");
    const sizes = [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(([, wide, high]) => [Number(wide), Number(high)]);
    const sides = [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
    return { sides, sizes };
  };
  const isA4 = ([wide, high]) => Math.abs(wide - A4[0]) < ROUNDING && Math.abs(high - A4[1]) < ROUNDING;

  await journey.test("every sheet of the day is one side", async (t) => {
    const sheets = await page.locator(".card h3 a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(sheets.length > 5);
    for (const [place, sheet] of sheets.entries()) {
      await page.goto(sheet);
      const title = await page.getByRole("heading", { level: 1 }).innerText();
      const { sides, sizes } = await print(`sheet-${place + 1}`);
      assert.ok(sizes.length > 0 && sizes.every(isA4), `${title}: ${JSON.stringify(sizes)}`);
      assert.equal(sides, 1, `${title} takes ${sides} sides`);
    }
    t.diagnostic(`${sheets.length} sheets`);
    await page.emulateMedia({ media: "print" });
    await album.picture(page, "a sheet as printed", { fullPage: true });
    assert.equal(await page.locator(".shell, .deeds, dialog").filter({ visible: true }).count(), 0, "no buttons on paper");
    assert.equal(await page.locator(".paper-foot").isVisible(), true);
    await page.emulateMedia({ media: null });
  });

  await journey.test("the board", async () => {
    await page.goto("/board");
    const cards = await page.locator(".card").count();
    const { sides, sizes } = await print("board");
    assert.ok(sizes.every(isA4));
    assert.ok(sides <= MOST_SIDES, `${cards} cards take ${sides} sides`);
    await page.setViewportSize({ width: 700, height: 1000 });
    await page.emulateMedia({ media: "print" });
    await album.picture(page, "the board as printed", { fullPage: true });
    const cut = await page.locator(".card").evaluateAll((all) => all.filter((card) => card.getBoundingClientRect().right > innerWidth + 1).length);
    assert.equal(cut, 0, "no card is cut off at the edge");
    assert.equal(await page.locator(".step-button, .shell, .filters").filter({ visible: true }).count(), 0);
  });
});
