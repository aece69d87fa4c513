// The browser, and what must never happen in it.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { atTheEnd } from "./server.mjs";

/** A desk's screen, the prep room's tablet held upright, and a phone's. */
export const DESK = { width: 1280, height: 800 };
export const TABLET = { width: 820, height: 1180 };
export const PHONE = { width: 360, height: 740 };
/** The longest a page may take to show something, in milliseconds. */
const LONGEST_WAIT = 10_000;

/** The browser of a test file; closed when the test is over. */
export async function browserFor(test) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    // Chromium refuses its sandbox to root, who runs the journeys in containers; the pages are our own.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  atTheEnd(test, () => browser.close());
  return browser;
}

/**
 * A person's own window on a server. Whatever it asks of another host, every script error and every breach of the
 * content security policy is a fault, and faults fail the test when it is over.
 */
export async function windowOn(test, browser, server, options = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: DESK,
    locale: "en-GB",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(LONGEST_WAIT);
  const faults = [];
  const host = new URL(server.url).host;
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== host) faults.push(`asked another host: ${url}`);
  });
  context.on("page", (page) => {
    page.on("pageerror", (error) => faults.push(`script error on ${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error" || isAnswer(message.text())) return;
      faults.push(`console on ${page.url()}: ${message.text()}`);
    });
  });
  atTheEnd(test, async () => {
    await context.close();
    assert.deepEqual(faults, [], "nothing goes wrong behind the page");
  });
  return context;
}

/**
 * Chromium writes answers of 400 and more into the console, and the stream's script writes an event when the server went
 * away; neither is a page's fault.
 */
function isAnswer(text) {
  return text.startsWith("Failed to load resource:") || text.includes("net::ERR_") || text === "[object Event]";
}

/** Presses what leads to another page, and waits until that page has loaded. */
export async function pressAndArrive(page, button) {
  const arrived = page.waitForEvent("load");
  await button.click();
  await arrived;
}

/** Waits until `what` gives something true, looking whenever the page has drawn a frame. */
export async function until(page, what, argument) {
  return page.waitForFunction(what, argument, { timeout: LONGEST_WAIT });
}
