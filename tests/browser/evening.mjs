// The room of an evening: what stands in it, and how people write there.
import assert from "node:assert/strict";

/** The longest somebody may wait for what another has sent, in milliseconds; longer fails the journey. */
const LONGEST_WAIT = 10_000;

/** The message that says `words`, wherever it is quoted beside. */
export function message(page, words) {
  return page.locator("#messages > .said").filter({ has: page.locator("article > .words", { hasText: words }) });
}

/** Writes in the room and presses Send; gives the instant of the press. */
export async function send(page, words) {
  await page.getByLabel(/^Write as @/).fill(words);
  const pressed = Date.now();
  await page.locator(".composer").getByRole("button", { name: "Send" }).click();
  return pressed;
}

/** Answers `words` by a reply or a quote of it: `how` is the word on its link. */
export async function answer(page, how, words, own) {
  await message(page, words).getByRole("link", { name: new RegExp(`^${how}`) }).click();
  await page.locator("#answering").waitFor();
  return send(page, own);
}

/** The instant at which a message that says just `words` stands on a page, as the page itself sees it. */
export function seen(page, words) {
  return page.evaluate(
    ([wanted, longest]) =>
      new Promise((found, failed) => {
        const list = document.getElementById("messages");
        const isThere = () => [...list.querySelectorAll(":scope > .said > article > .words")].some(({ textContent }) => textContent === wanted);
        const watch = new MutationObserver(() => {
          if (!isThere()) return;
          watch.disconnect();
          found(Date.now());
        });
        watch.observe(list, { childList: true, subtree: true });
        if (isThere()) found(Date.now());
        setTimeout(() => failed(new Error(`“${wanted}” did not come to ${location}`)), longest);
      }),
    [words, LONGEST_WAIT],
  );
}

/** Whether something can be seen whole above the place to write. */
export async function standsAbove(page, what) {
  const [here, place] = [await what.boundingBox(), await page.locator("#say-here").boundingBox()];
  return here.y >= 0 && here.y + here.height <= place.y + 1;
}

/** Notes from now on what a page says to those who listen to it, in `window.told`. */
export function listen(page) {
  return page.evaluate(() => {
    window.told = [];
    const news = document.querySelector("#news[role=status][aria-live=polite]");
    new MutationObserver(() => window.told.push(news.textContent)).observe(news, { childList: true });
  });
}

/** What stands in a room, in its order: number, identifier, who, and what. */
export function order(page) {
  return page.locator("#messages > .said").evaluateAll((all) =>
    all.map((said) => ({
      number: said.dataset.number,
      message: said.dataset.message,
      handle: said.dataset.handle,
      words: said.querySelector(":scope > article > .words")?.textContent ?? null,
    })),
  );
}

/** Asserts that all rooms show the same in the same order, everything once; gives what they show. */
export async function sameEverywhere(pages) {
  const [first, ...rest] = await Promise.all(pages.map(order));
  for (const other of rest) assert.deepEqual(other, first, "one order for all");
  const numbers = first.map(({ number }) => Number(number));
  assert.deepEqual(numbers, numbers.map((_, place) => place + 1), "every number once, in order");
  assert.equal(new Set(first.map((said) => said.message)).size, first.length, "every message once");
  return first;
}

/**
 * Sends a form's fields past the page and its script, as whoever wants round a rule would; gives the status, and the
 * words of the page or of the JSON that answers.
 */
export function post(page, address, fields, { accept = "text/html" } = {}) {
  return page.evaluate(
    async ([action, typed, accept]) => {
      const body = new URLSearchParams({ once: crypto.randomUUID(), ...typed });
      const answered = await fetch(action, { method: "POST", body, redirect: "manual", headers: { accept } });
      const text = await answered.text();
      const isPage = answered.headers.get("content-type")?.startsWith("text/html");
      const words = isPage ? new DOMParser().parseFromString(text, "text/html").querySelector("main").textContent : text;
      return { status: answered.status, words };
    },
    [address, fields, accept],
  );
}

/** The row of the host's desk that says `words`. */
export function deskRow(desk, words) {
  return desk.locator("#newest > .desk-row", { hasText: words });
}
