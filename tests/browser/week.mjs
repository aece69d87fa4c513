// The teacher's week: the lessons in it, and what can be asked for them.

/** A lesson that can be asked for: where its form is, and which week it stands in. */
async function lessonsToAsk(page) {
  return page.locator(".lesson:not(.asked) .ask").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}

/** Opens the week that lies `weeks` after the one on show. */
export async function turnWeeks(page, weeks) {
  for (let turned = 0; turned < weeks; turned += 1) {
    const before = page.url();
    await page.getByRole("link", { name: "Week after" }).click();
    await page.waitForURL((url) => url.href !== before);
  }
}

/** Opens the form of a practical for the lesson whose form is at `address`, with the first that `words` find. */
export async function openForm(page, address, words) {
  await page.goto(`${address}&q=${encodeURIComponent(words)}`);
  await page.locator("#practicals a").first().click();
  await page.locator(".ask-form").waitFor();
}

/** The form for microscopes in a lesson of the week on show in which none is free. */
export async function openFormWithoutMicroscopes(page) {
  const week = page.url();
  for (const address of await lessonsToAsk(page)) {
    await openForm(page, address, "plant and animal cells");
    const line = page.locator(".line").filter({ has: page.getByLabel(/^Light microscope/) });
    const stock = await line.locator(".stock").innerText();
    if (stock.startsWith("0 of")) return address;
  }
  throw new Error(`every lesson of ${week} could have microscopes`);
}

/** The address of the form of some lesson of the week on show that nothing is asked for. */
export async function someLesson(page, place = 0) {
  const addresses = await lessonsToAsk(page);
  if (addresses.length <= place) throw new Error(`${page.url()} has ${addresses.length} lessons to ask for`);
  return addresses.at(place);
}

/** Presses Send, and waits for the sheet of what was sent. */
export async function send(page) {
  await page.locator(".send-bar").getByRole("button", { name: "Send" }).click();
  await page.waitForURL(/\/requisitions\/[0-9a-f-]{36}\?/);
}

/** The column of a weekday. */
export function dayOf(page, name) {
  return page.locator(".day").filter({ has: page.getByRole("heading", { name: new RegExp(`^${name}`) }) });
}
