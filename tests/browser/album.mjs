// Pictures of each step of a journey, in output/<journey>/.
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const OUTPUT = fileURLToPath(new URL("output", import.meta.url));

/** The album of one journey, empty at first. */
export async function albumOf(journey) {
  const folder = join(OUTPUT, journey);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let count = 0;
  return {
    folder,
    /** Takes a picture of what the page shows now. */
    async picture(page, words, options = {}) {
      count += 1;
      const name = `${String(count).padStart(2, "0")}-${words.replaceAll(" ", "-")}.png`;
      await page.screenshot({ path: join(folder, name), ...options });
    },
  };
}
