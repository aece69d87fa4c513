// The program under test: its commands, and a server with a database of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the program is. */
export const program = required("TROLLEY_BINARY");
/** The time at which journeys through the demonstration school begin: a Tuesday, in the second period. */
export const TUESDAY_MORNING = "2026-11-24T10:20";
/** The longest a server may take to start, in milliseconds. */
const LONGEST_START = 30_000;

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the journeys with \`cargo verify --only browser\``);
  return value;
}

const endings = new WeakMap();

/** Does something when the test is over, the last that was asked for first, so that windows close before their server. */
export function atTheEnd(test, deed) {
  const deeds = endings.get(test) ?? [];
  if (deeds.length === 0) {
    endings.set(test, deeds);
    test.after(async () => {
      while (deeds.length > 0) await deeds.pop()();
    });
  }
  deeds.push(deed);
}

/** A folder that is gone when the test is over. */
export async function folderFor(test) {
  const folder = await mkdtemp(join(tmpdir(), "trolley-journey-"));
  atTheEnd(test, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs one command of the program to its end and gives what it said; `input` goes to its standard input. */
export async function command(words, { input = "", environment = {} } = {}) {
  const running = spawn(program, words, { env: { ...process.env, ...environment } });
  let said = "";
  let complained = "";
  running.stdout.on("data", (bytes) => (said += bytes));
  running.stderr.on("data", (bytes) => (complained += bytes));
  // A command that asks for nothing may be over before its input is; whether it did its work, its code says.
  running.stdin.on("error", () => {});
  running.stdin.end(input);
  const [code] = await once(running, "close");
  if (code !== 0) throw new Error(`trolley ${words.join(" ")} ended with ${code}: ${complained}`);
  return said;
}

/** A server that listens on a free port, and on the same one again when it is started anew. */
export class Server {
  #words;
  #running = null;
  #log = "";
  /** Its address: `http://127.0.0.1:PORT`. */
  url = null;
  /** What `demo --print-json` printed; null for a school that is served. */
  printed = null;

  /** The demonstration school, as if it were `date`. */
  static async demonstration(test, { date = TUESDAY_MORNING, database = null } = {}) {
    const kept = database ?? join(await folderFor(test), "demonstration.db");
    const server = new Server(["demo", "--print-json", "--date", date, "--database", kept]);
    await server.start();
    atTheEnd(test, () => server.stop());
    return server;
  }

  /** The schools of a database. */
  static async of(test, database) {
    const server = new Server(["serve", "--database", database]);
    await server.start();
    atTheEnd(test, () => server.stop());
    return server;
  }

  constructor(words) {
    this.#words = words;
  }

  /** Starts, and returns when it listens. */
  async start() {
    const listen = this.url ? new URL(this.url).host : "127.0.0.1:0";
    this.#log = "";
    const running = spawn(program, [...this.#words, "--listen", listen]);
    this.#running = running;
    const address = new Promise((found, failed) => {
      let first = "";
      running.stdout.on("data", (bytes) => {
        first += bytes;
        if (!this.printed && first.includes("\n")) this.printed = JSON.parse(first.split("\n", 1)[0]);
      });
      running.stderr.on("data", (bytes) => {
        this.#log += bytes;
        const url = /http:\/\/[\d.]+:\d+/.exec(this.#log);
        if (url) found(url[0]);
      });
      running.once("close", (code) => failed(new Error(`the server ended with ${code}: ${this.#log}`)));
      setTimeout(() => failed(new Error(`the server did not start: ${this.#log}`)), LONGEST_START).unref();
    });
    this.url = await address;
  }

  /** Starts anew, on the same port and database, as if it were `date` now. */
  async goOnAt(date) {
    await this.stop();
    const place = this.#words.indexOf("--date") + 1;
    if (place === 0) throw new Error("only the demonstration runs as if it were another date");
    this.#words[place] = date;
    await this.start();
  }

  /** Asks it to stop, and returns when it has. */
  async stop() {
    const running = this.#running;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, "close");
    running.kill("SIGTERM");
    await ended;
  }
}
