// What comes over the wire: little, from here alone, and only what the page's policy lets in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";

/** Bytes on the wire, headers included: of the first page, with letters and script, and of each later one. */
const MOST_FIRST = 60_000;
const MOST_LATER = 15_000;

test("light and strict", async (journey) => {
  const server = await Server.demonstration(journey);
  const browser = await browserFor(journey);
  const people = server.printed.people;

  // A page that people come in by, and the pages that they open after that. Technicians come in by the door: the board
  // opened with nothing kept yet carries the script of its live updates besides.
  for (const [role, opens, pages] of [
    ["teacher", "/week", ["/week", "/catalogue", "/apparatus", "/search?q=copper", "/sessions"]],
    ["technician", "/sign-in", ["/board", "/inbox", "/catalogue", "/apparatus", "/people", "/sessions"]],
    ["administrator", "/sign-in", ["/set-up", "/people", "/sessions"]],
  ]) {
    await journey.test(`for a ${role}`, async (t) => {
      const first = await (await windowOn(t, browser, server)).newPage();
      const weigh = await scales(first);
      const door = await weigh(() => first.goto("/sign-in"));
      assert.ok(door <= MOST_FIRST, `/sign-in weighs ${door} bytes as the first page`);
      const arrival = await weigh(() => signIn(first, people[role]));
      const told = [`first /sign-in ${door}`, `then in ${arrival}`];
      const state = await first.context().storageState();
      const linked = await first.locator("main a[href^='/requisitions/']").evaluateAll((all) => all.slice(0, 2).map((link) => link.getAttribute("href")));
      for (const address of [...pages, ...linked]) {
        const weight = await weigh(() => first.goto(address));
        told.push(`later ${address} ${weight}`);
        assert.ok(weight <= MOST_LATER, `${address} weighs ${weight} bytes later on`);
      }
      const anew = await (await windowOn(t, browser, server, { storageState: state })).newPage();
      const cold = await (await scales(anew))(() => anew.goto(opens));
      assert.ok(cold <= MOST_FIRST, `${opens} weighs ${cold} bytes as the first page`);
      t.diagnostic([...told, `first ${opens} ${cold}`].join(", "));
    });
  }
});

/** Weighs what comes over the wire while something is done and the page that follows is drawn. */
async function scales(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  session.on("Network.requestWillBeSent", ({ redirectResponse }) => (bytes += redirectResponse?.encodedDataLength ?? 0));
  return async (deed) => {
    bytes = 0;
    await deed();
    await page.waitForLoadState("load");
    await page.evaluate(() => document.fonts.ready);
    return bytes;
  };
}
