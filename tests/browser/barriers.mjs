// What shuts people out of a page, as axe-core finds it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { DESK, PHONE, TABLET } from "./browser.mjs";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What fails a journey; lesser ones are a matter of taste or of the reader's tools. */
const GRAVE = ["serious", "critical"];

/** The rules that a change of colours can break; all others are the same by day and by night. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** A desk and a phone, by day and by night. */
export const VIEWS = [
  { device: "desk", viewport: DESK, colorScheme: "dark" },
  { device: "phone", viewport: PHONE, colorScheme: "dark" },
  { device: "phone", viewport: PHONE, colorScheme: "light" },
  { device: "desk", viewport: DESK, colorScheme: "light" },
];

/** The same and a tablet, for a page that a journey is about. */
export const SCREENS = [{ device: "tablet", viewport: TABLET, colorScheme: "light" }, ...VIEWS];

/** The grave barriers of the page as it stands, each in one line; `colours` alone where the rest was looked at. */
async function barriers(page, { colours = false } = {}) {
  // Given through the debugger: the page's own policy lets no foreign script in, and stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const violations = await page.evaluate(async (rules) => {
    const options = { resultTypes: ["violations"], elementRef: false };
    if (rules) options.runOnly = { type: "rule", values: rules };
    const found = await window.axe.run(document, options);
    return found.violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary.split("\n").at(-1).trim()}`),
    }));
  }, colours ? OF_COLOURS : null);
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .map(({ id, impact, help, nodes }) => `${impact} ${id} (${help}): ${nodes.slice(0, 3).join(" | ")}`);
}

/** What stands in the way on a page in each of the `views`. */
export async function look(page, name, views = VIEWS) {
  const found = [];
  for (const { device, viewport, colorScheme } of views) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const colours = colorScheme === "dark" && views.length > 1;
    found.push(...(await barriers(page, { colours })).map((barrier) => `${name}, ${device}, ${colorScheme}: ${barrier}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${name}, ${device}: the page scrolls ${over} px sideways`);
  }
  return found;
}
