// Nobody is shut out: axe-core finds nothing serious or critical on any page of any role, light or dark, on a desk or a
// phone, and no page scrolls sideways on a phone. Pages are found by walking the links, so new ones are covered by
// themselves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { VIEWS, look } from "../barriers.mjs";
import { browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";
import { openFormWithoutMicroscopes, turnWeeks } from "../week.mjs";

/** Pages of one kind that are looked at for one role: a sheet of an accepted request differs from a closed one's. */
const MOST_OF_A_KIND = 2;
/** Pages that are looked at for one role. */
const MOST_PAGES = 80;
/** What no link leads to. */
const UNLINKED = ["/search?q=copper", "/search?q=zzzz", "/set-up", "/evidence", "/invitations/none", "/nowhere"];

test("no barrier on any page", { concurrency: 2 }, async (journey) => {
  const server = await Server.demonstration(journey);
  const browser = await browserFor(journey);
  const album = await albumOf("barriers");

  await journey.test("signed out", async (t) => {
    const page = await (await windowOn(t, browser, server)).newPage();
    const found = [];
    for (const address of ["/sign-in", "/nowhere"]) {
      await page.goto(address);
      found.push(...(await look(page, address)));
    }
    await page.goto("/sign-in");
    await page.getByLabel("Email address").fill("nobody@demonstration.example");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    found.push(...(await look(page, "a wrong password")));
    await album.picture(page, "signed out");
    assert.deepEqual(found, []);
  });

  await journey.test("the form with a clash, and the results while somebody types", async (t) => {
    const page = await (await windowOn(t, browser, server)).newPage();
    const found = [];
    await signIn(page, server.printed.people.teacher);
    await turnWeeks(page, 1);
    await openFormWithoutMicroscopes(page);
    await page.locator(".send-bar").getByRole("button", { name: "Send" }).click();
    await page.locator("#clash").waitFor();
    found.push(...(await look(page, "the form with a clash")));
    await page.goto("/week");
    await page.locator(".ask").last().click();
    await page.getByLabel("What are they doing?").pressSequentially("ch");
    await page.locator("#practicals a").first().waitFor();
    found.push(...(await look(page, "the form beside the week")));
    await album.picture(page, "the form beside the week");
    await page.goto("/week");
    await page.locator(".menu > summary").click();
    found.push(...(await look(page, "the person's menu")));
    await page.keyboard.press("Escape");
    await page.locator("main").press("?");
    await page.locator("#keys").waitFor();
    found.push(...(await look(page, "the keys")));
    assert.deepEqual(found, []);
  });

  // The first page of a kind is looked at in every view, whoever sees it. Each further one is looked at in one view, by
  // turns, where it is made of something that no page of its kind was made of before.
  const known = new Map();
  let turn = 0;
  const viewsOf = async (page, address) => {
    const kind = kindOf(address);
    const parts = await partsOf(page);
    const before = known.get(kind);
    known.set(kind, new Set([...(before ?? []), ...parts]));
    if (!before) return VIEWS;
    if (parts.every((part) => before.has(part))) return [];
    turn += 1;
    return [VIEWS[turn % VIEWS.length]];
  };
  const roles = Object.entries(server.printed.people).map(([role, person]) =>
    journey.test(`as ${person.name}, ${role}`, async (t) => {
      const page = await (await windowOn(t, browser, server)).newPage();
      await signIn(page, person);
      const found = [];
      const seen = await walk(page, async (address) => found.push(...(await look(page, address, await viewsOf(page, address)))));
      t.diagnostic(`${seen.length} pages: ${[...new Set(seen.map(kindOf))].join(", ")}`);
      assert.ok(seen.length > 2);
      assert.deepEqual(found, []);
    }),
  );
  await Promise.all(roles);
});

/** What a page is made of: each element within each other, by name, class and state, once. */
function partsOf(page) {
  return page.evaluate(() => {
    const name = (element) => [element.localName, ...[...element.classList].toSorted(), ...element.getAttributeNames().toSorted()].join(" ");
    return [...new Set([...document.body.querySelectorAll("*")].map((element) => `${name(element.parentElement)} > ${name(element)}`))];
  });
}

/** Follows every link from the page on show, a few of each kind, and gives the addresses that were visited. */
async function walk(page, visit) {
  const seen = [];
  const kinds = new Map();
  const waiting = [new URL(page.url()).pathname, ...UNLINKED];
  while (waiting.length > 0 && seen.length < MOST_PAGES) {
    const address = waiting.shift();
    const kind = kindOf(address);
    if (seen.includes(address) || (kinds.get(kind) ?? 0) >= MOST_OF_A_KIND) continue;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    seen.push(address);
    const answer = await page.goto(address);
    assert.ok(answer.status() < 500, `${address} answers ${answer.status()}`);
    await visit(address);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
    for (const link of links) {
      const url = new URL(link);
      // What ends like a file is kept, not shown.
      const isPage = url.origin === new URL(page.url()).origin && !/\.\w+$/.test(url.pathname);
      if (isPage) waiting.push(url.pathname + url.search);
    }
  }
  return seen;
}

/** The kind of page an address leads to: its path with `{id}`, `{date}` and `{number}` for what varies, and the names in its query. */
function kindOf(address) {
  const url = new URL(address, "http://here");
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}")
    .replace(/\d{4}-\d\d-\d\d/g, "{date}")
    .replace(/(?<=\/)\d+(?=\/|$)/g, "{number}");
  return [path, ...new Set(url.searchParams.keys())].join(" ");
}
