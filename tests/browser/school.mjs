// A school that is begun by commands, as whoever runs the server would.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { command } from "./server.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Bell times for the seven periods that both timetables below have. */
const BELL_TIMES = here("fixtures/bell-times.csv");

/** The words by which a command is told the school. */
const of = (database) => ["--school", "hillside", "--database", database];

/**
 * A timetable with a teacher who has a double lesson of science: a real school's where its export lies beside the
 * checkout, and a small made-up one otherwise.
 */
export function timetable() {
  const shared = process.env.TROLLEY_SHARED;
  const real = shared && join(shared, "data/timetables/ibdp-2016");
  if (real && existsSync(real)) return { folder: real, teacher: "Teacher093", className: "10F-1", isReal: true };
  return { folder: here("fixtures/small-school"), teacher: "S. Sample", className: "10A", isReal: false };
}

/** Begins a school with a timetable, a teacher of it and a technician; gives the import's counts and the people. */
export async function begin(database, { folder, teacher }) {
  const school = of(database);
  await command(["migrate", "--database", database]);
  await command(["school", "create", "--slug", "hillside", "--name", "Hillside School (made up)", "--time-zone", "Asia/Dubai", "--database", database]);
  const imported = await command(["import", "timetable", "--format", "fet", "--bell-times", BELL_TIMES, "--json", ...school, folder]);
  const people = await add(database, {
    teacher: { name: "A. Sample", email: "teacher@hillside.example", password: "three quiet beakers", words: ["--role", "teacher", "--staff", teacher] },
    technician: { name: "T. Tray", email: "technician@hillside.example", password: "seven dry tea towels", words: ["--role", "technician"] },
  });
  return { counts: JSON.parse(imported), people };
}

/** Adds people to the school, and gives them. */
export async function add(database, people) {
  for (const { name, email, password, words } of Object.values(people)) {
    await command(["person", "add", "--name", name, "--email", email, "--password-stdin", ...words, ...of(database)], { input: `${password}\n` });
  }
  return people;
}
