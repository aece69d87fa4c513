// The cable between a person's browser and the server, for journeys that pull it out. Chromium's own way of going offline
// leaves streams that are open already as they are; a cable does not.
import { connect, createServer } from "node:net";
import { once } from "node:events";
import { atTheEnd } from "./server.mjs";

export class Cable {
  #server = null;
  #sockets = new Set();
  #to;
  /** Where the server is, seen through the cable. */
  url = null;

  /** A cable to a server, which lies there until the test is over. */
  static async to(test, server) {
    const cable = new Cable(new URL(server.url).port);
    await cable.plugIn();
    atTheEnd(test, () => cable.pullOut());
    return cable;
  }

  constructor(port) {
    this.#to = Number(port);
  }

  /** Connects again, at the same address. */
  async plugIn() {
    const port = this.url ? Number(new URL(this.url).port) : 0;
    this.#server = createServer((near) => {
      const far = connect(this.#to, "127.0.0.1");
      for (const [socket, other] of [[near, far], [far, near]]) {
        this.#sockets.add(socket);
        socket.pipe(other);
        // Whichever end goes takes the other with it; why, is told to whoever asked at that end.
        socket.on("error", () => other.destroy());
        socket.on("close", () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
      }
    });
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Ends everything that goes on, and lets nothing new begin. */
  async pullOut() {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
