// The technician's board: its cards, and the next step of each.

/** The cards that wait for a step, by the word on its button, in the order of the board. */
export function cardsToStep(page, step) {
  return page.locator(".card").filter({ has: page.getByRole("button", { name: step }) });
}

/** A card that stays the same one, whatever is done to it. */
export async function stay(page, card) {
  return page.locator(`#${await card.first().getAttribute("id")}`);
}

/** Waits until the board follows what happens. Its page tells when its stream is open. */
export async function whenLive(page) {
  await page.waitForFunction(() => document.querySelector("[sse-connect]")?.["htmx-internal-data"]?.sseEventSource?.readyState === 1);
}
