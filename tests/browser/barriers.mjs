// What shuts people out of a page, as axe-core finds it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What fails a journey; lesser ones are a matter of taste or of the reader's tools. */
const GRAVE = ["serious", "critical"];

/** The grave barriers of the page as it stands, each in one line. */
export async function barriers(page) {
  // Given through the debugger: the page's own policy lets no foreign script in, and stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ["violations"], elementRef: false });
    return found.violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary.split("\n").at(-1).trim()}`),
    }));
  });
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .map(({ id, impact, help, nodes }) => `${impact} ${id} (${help}): ${nodes.slice(0, 3).join(" | ")}`);
}
