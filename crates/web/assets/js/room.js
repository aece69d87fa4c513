// The room and its desk, live. Everything here has a way without script: reload, and send the form.
(() => {
  const main = document.querySelector("[data-live]");
  if (!main) return;
  const part = (id) => document.getElementById(id);
  const connection = part("connection");
  const parse = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };

  // What happens, from the last number seen on. A stream that the server refuses is asked for again, later each time.
  const follow = (hears) => {
    const address = new URL(main.dataset.live, location.href);
    let wait = 0;
    let stream = null;
    let heardAt = Date.now();
    const open = () => {
      stream = new EventSource(address);
      heardAt = Date.now();
      stream.addEventListener("here", () => { heardAt = Date.now(); });
      stream.onopen = () => {
        heardAt = Date.now();
        if (wait || connection.textContent) tell("Connected again.");
        wait = 0;
      };
      stream.onerror = () => {
        tell("The connection is lost. Trying again; nothing will be missed.");
        if (stream.readyState !== EventSource.CLOSED) return;
        wait = Math.min(wait ? wait * 2 : 2_000, 30_000);
        setTimeout(open, wait * (0.5 + Math.random()));
      };
      for (const [name, hear] of Object.entries(hears)) {
        stream.addEventListener(name, (event) => {
          heardAt = Date.now();
          if (event.lastEventId) address.searchParams.set("after", event.lastEventId);
          hear(event.data);
        });
      }
    };
    let clearing = 0;
    const tell = (words) => {
      clearTimeout(clearing);
      connection.textContent = words;
      if (words === "Connected again.") clearing = setTimeout(() => { connection.textContent = ""; }, 4_000);
    };
    open();
    // The server says every fifteen seconds that it is there. A connection that broke without a word is silent.
    setInterval(() => {
      if (stream.readyState !== EventSource.OPEN || Date.now() - heardAt < 40_000) return;
      stream.close();
      tell("The connection is lost. Trying again; nothing will be missed.");
      open();
    }, 5_000);
    return { isOpen: () => stream.readyState === EventSource.OPEN };
  };

  const fetched = async () => {
    const address = new URL(location.href);
    address.hash = "";
    address.searchParams.delete("did");
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error("the page is not there");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  if (main.matches("[data-desk]")) desk();
  else talk();

  // The desk asks for itself anew when something happens, and leaves alone what is in hand.
  function desk() {
    const inHand = (row) => row.contains(document.activeElement) || row.querySelector("details[open]");
    const merge = (old, fresh) => {
      const rows = [...fresh.children];
      if (!rows.some((row) => row.id)) {
        if (old.textContent !== fresh.textContent) old.replaceChildren(...rows);
        return;
      }
      const known = new Map([...old.children].map((row) => [row.id, row]));
      const keep = rows.map((row) => {
        const before = known.get(row.id);
        const stays = before && (before.dataset.version === row.dataset.version || inHand(before));
        return stays ? before : row;
      });
      const held = [...old.children].filter((row) => inHand(row) && !keep.includes(row));
      for (const row of [...old.children]) if (!keep.includes(row) && !held.includes(row)) row.remove();
      keep.forEach((row, at) => {
        if (old.children[at] !== row) old.insertBefore(row, old.children[at] ?? null);
      });
    };
    const look = async () => {
      const page = await fetched();
      for (const region of document.querySelectorAll("[data-region]")) {
        const fresh = page.getElementById(region.id);
        if (!fresh) continue;
        if (region.tagName === "DIV") {
          if (region.innerHTML !== fresh.innerHTML && !inHand(region)) region.replaceChildren(...fresh.childNodes);
        } else {
          merge(region, fresh);
          const section = region.closest("section");
          const before = fresh.closest("section");
          if (section && before) section.className = before.className;
        }
      }
      const waits = page.getElementById("waits").textContent;
      if (part("waits").textContent !== waits) part("waits").textContent = waits;
    };
    let looking = false;
    let again = false;
    const refresh = () => {
      if (looking) {
        again = true;
        return;
      }
      looking = true;
      // A busy room is looked at every two seconds, a quiet one at once.
      look().catch(() => { again = true; }).finally(() => setTimeout(() => {
        looking = false;
        if (again) {
          again = false;
          refresh();
        }
      }, 2_000));
    };
    follow({ moved: refresh });
  }

  function talk() {
    const list = part("messages");
    const news = part("news");
    const more = part("to-new");
    const title = document.title;
    const own = () => main.dataset.handle;
    const unread = [];
    let heard = [];
    let telling = 0;

    const number = (said) => Number(said.dataset.number);
    const atBottom = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 120;
    const toBottom = () => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });

    const isOwn = (said) => own() && said.dataset.handle === own();
    const markOwn = (said) => said.classList.toggle("own", Boolean(isOwn(said)));
    for (const said of list.children) markOwn(said);

    // Read out at most every three seconds, however much is said.
    const announce = (words) => {
      heard.push(words);
      if (!telling) telling = setTimeout(speak, 400);
    };
    const speak = () => {
      const words = heard.length > 3 ? [...heard.slice(0, 1), `and ${heard.length - 1} more messages`] : heard;
      heard = [];
      news.replaceChildren(...words.map((one) => {
        const line = document.createElement("p");
        line.textContent = one;
        return line;
      }));
      telling = setTimeout(() => {
        telling = 0;
        if (heard.length) speak();
      }, 3_000);
    };

    const tellUnread = () => {
      const many = unread.filter((said) => said.isConnected).length;
      more.hidden = !many;
      more.textContent = many === 1 ? "1 new message" : `${many} new messages`;
      document.title = document.hidden && many ? `(${many}) ${title}` : title;
    };
    const seen = () => {
      unread.length = 0;
      tellUnread();
    };
    addEventListener("scroll", () => { if (unread.length && !document.hidden && atBottom()) seen(); }, { passive: true });
    document.addEventListener("visibilitychange", () => { if (!document.hidden && atBottom()) seen(); });
    more.addEventListener("click", () => {
      const first = unread.find((said) => said.isConnected);
      seen();
      if (!first) return;
      first.scrollIntoView({ block: "center" });
      first.focus({ preventScroll: true });
    });

    // A message takes its place by its number, and stands there once, however often it comes.
    const put = (said) => {
      const before = part(said.id);
      markOwn(said);
      if (before) {
        if (before.outerHTML === said.outerHTML) return;
        const hadFocus = before.contains(document.activeElement);
        before.replaceWith(said);
        if (said.classList.contains("gone")) forget(said);
        if (hadFocus) said.focus({ preventScroll: true });
        return;
      }
      const first = list.firstElementChild;
      // Of an earlier stretch, which is read on a page of its own.
      if (first && number(said) < number(first) && document.querySelector(".earlier")) return;
      const follows = atBottom() && !document.hidden;
      let after = list.lastElementChild;
      while (after && number(after) > number(said)) after = after.previousElementSibling;
      if (after) after.after(said);
      else list.prepend(said);
      said.classList.add("fresh");
      part("nothing").hidden = true;
      collect(said);
      if (follows) toBottom();
      else if (!isOwn(said)) unread.push(said);
      tellUnread();
      // What waited for a moderator has come through: its copy goes.
      if (isOwn(said) && part("own-held").children.length) look().catch(() => {});
      if (!isOwn(said) && !said.classList.contains("gone")) announce(`@${said.dataset.handle}: ${said.querySelector(".words")?.textContent.slice(0, 200) ?? ""}`);
    };

    // What is gone is gone from everywhere on the page.
    const forget = (said) => {
      heard = [];
      news.replaceChildren();
      for (const line of document.querySelectorAll(`#links li[data-from="${said.dataset.number}"]`)) line.remove();
      if (part("answering")?.querySelector("input").value === said.dataset.message) answer("reply_to", "", "", "", "");
      collect(said);
    };

    const collect = (said) => {
      const links = part("links");
      for (const link of said.querySelectorAll(":scope > article > .words a.posted")) {
        const line = document.createElement("li");
        line.dataset.from = said.dataset.number;
        const by = document.createElement("span");
        by.className = "soft";
        by.textContent = `@${said.dataset.handle}`;
        line.append(link.cloneNode(true), " ", by);
        links.querySelector("ul").append(line);
      }
      const many = links.querySelectorAll("li").length;
      links.hidden = !many;
      links.querySelector(".count-of").textContent = many;
    };

    const putHead = (fresh) => {
      const old = part("room-head");
      if (old.outerHTML === fresh.outerHTML) return;
      const wasOpen = old.querySelector(".asked[open]");
      const stood = { state: old.dataset.state, question: old.dataset.question };
      const follows = atBottom();
      if (wasOpen && fresh.querySelector(".asked")) fresh.querySelector(".asked").open = true;
      old.replaceWith(fresh);
      part("talking").classList.toggle("open", fresh.dataset.state === "open");
      if (fresh.dataset.question !== stood.question) {
        const words = fresh.querySelector(".asked-now .words");
        if (words) announce(`Question ${fresh.dataset.question}: ${words.textContent}`);
        offer(fresh, stood.question);
      }
      if (fresh.dataset.state !== stood.state) {
        announce(`The chat is now ${fresh.querySelector(".marks .mark").textContent.toLowerCase()}.`);
        look().catch(() => {});
      }
      if (follows) toBottom();
    };

    // The questions to answer follow the host; what somebody chose by hand stays chosen.
    const offer = (head, before) => {
      const select = document.querySelector(".composer select");
      if (!select) return;
      const chosen = select.value;
      const asked = [...head.querySelectorAll("[data-question]")].filter((one) => one.tagName === "LI");
      select.replaceChildren(new Option("No question", ""), ...asked.map((one) => new Option(`Q${one.dataset.question}`, one.dataset.question)));
      select.value = chosen === before || !chosen ? head.dataset.question : chosen;
      select.closest(".answers").hidden = !asked.length;
    };

    // What somebody was writing when the room closed stays in front of them.
    const unsent = (words) => {
      const field = parse('<label class="field"><span class="label">What you wrote <small>it was not sent</small></span><textarea rows="2" readonly></textarea></label>').firstElementChild;
      field.querySelector("textarea").value = words;
      return field;
    };

    // The page anew: what the stream cannot tell, because it is for this person only.
    const look = async () => {
      const page = await fetched();
      const way = (here) => {
        const found = here.querySelector(".composer, .agree, .not-now");
        return found?.matches(".not-now") ? found.textContent : found?.className;
      };
      if (way(part("say-here")) !== way(page.getElementById("say-here"))) {
        const typed = document.querySelector(".composer textarea")?.value.trim();
        part("say-here").replaceWith(page.getElementById("say-here"));
        const body = document.querySelector(".composer textarea");
        if (typed && body) body.value = typed;
        else if (typed) part("say-here").append(unsent(typed));
      } else part("own-held").replaceChildren(...page.getElementById("own-held").childNodes);
      part("chair").replaceChildren(...page.getElementById("chair").childNodes);
      for (const said of [...page.getElementById("messages").children]) put(said);
      putHead(page.getElementById("room-head"));
      fit();
    };

    const stream = follow({
      said: (html) => put(parse(html).firstElementChild),
      head: (html) => putHead(parse(html).firstElementChild),
    });

    // How high the place to write stands, for the button above it.
    const fit = () => {
      main.style.setProperty("--say-height", `${part("say-here").offsetHeight}px`);
      count();
    };
    const count = () => {
      const form = document.querySelector(".composer");
      if (!form) return;
      const left = Number(form.dataset.most) - [...form.elements.body.value].length;
      const told = part("say-left");
      told.classList.toggle("over", left < 0);
      told.textContent = left < 0 ? `${-left} characters too many` : left > 200 ? "" : `${left} characters left`;
    };
    document.addEventListener("input", (event) => { if (event.target.closest(".composer")) fit(); });

    const answer = (field, id, deed, handle, words) => {
      const box = part("answering");
      const input = box.querySelector("input");
      input.name = field;
      input.value = id;
      box.querySelector("span").textContent = deed;
      box.querySelector("b").textContent = handle;
      box.querySelector(".soft").textContent = words;
      box.hidden = !id;
      fit();
    };
    const answerTo = (said, how) => {
      const form = document.querySelector(".composer");
      if (!form || !said.dataset.message || !part("talking").classList.contains("open")) return false;
      const words = said.querySelector(".words")?.textContent.slice(0, 140) ?? "";
      const [field, deed] = how === "quote" ? ["quotes", "Quoting"] : ["reply_to", "Replying to"];
      answer(field, said.dataset.message, deed, `@${said.dataset.handle}`, words);
      form.elements.body.focus();
      return true;
    };

    const refuse = (words, seconds) => {
      const error = part("say-error");
      error.textContent = words;
      error.hidden = !words;
      const body = document.querySelector(".composer").elements.body;
      if (words) body.setAttribute("aria-invalid", "true");
      else body.removeAttribute("aria-invalid");
      clearInterval(refuse.ticking);
      if (!seconds) return;
      const until = Date.now() + seconds * 1_000;
      // The number counts down for the eye only; that it is over is said.
      refuse.ticking = setInterval(() => {
        const left = Math.ceil((until - Date.now()) / 1_000);
        part("say-left").textContent = left > 0 ? `${left} seconds` : "";
        if (left > 0) return;
        clearInterval(refuse.ticking);
        refuse("");
        announce("You can send your message now.");
      }, 1_000);
    };

    let sending = false;
    const send = async (form) => {
      if (sending) return;
      sending = true;
      const body = new URLSearchParams(new FormData(form));
      try {
        const answered = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
        const said = answered.headers.get("content-type")?.includes("json") ? await answered.json() : {};
        if (said.once) form.elements.once.value = said.once;
        if (answered.ok) {
          refuse("");
          form.elements.body.value = "";
          answer("reply_to", "", "", "", "");
          if (said.held) announce("Sent. A moderator reads it first.");
          if (said.held || !stream.isOpen()) await look().catch(() => {});
        } else if (answered.status === 401) {
          refuse("You are signed out. Sign in again in another tab, then send this: it is still here.");
        } else {
          refuse(said.error ?? "This was not sent. It is still here; send it again in a moment.", said.seconds);
        }
      } catch {
        refuse("This did not reach the server. It is still here; send it again.");
      } finally {
        sending = false;
        fit();
      }
    };

    main.addEventListener("submit", (event) => {
      if (!event.target.matches(".composer")) return;
      event.preventDefault();
      send(event.target);
    });
    main.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const how = event.target.closest("[data-answer]");
      if (how) {
        if (answerTo(how.closest(".said"), how.dataset.answer)) event.preventDefault();
        return;
      }
      if (event.target.closest("[data-drop]")) {
        event.preventDefault();
        answer("reply_to", "", "", "", "");
        document.querySelector(".composer").elements.body.focus();
        return;
      }
      const other = event.target.closest("a[data-number]");
      const there = other && part(`m-${other.dataset.number}`);
      if (there) {
        event.preventDefault();
        there.scrollIntoView({ block: "center" });
        there.focus({ preventScroll: true });
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest(".composer")) {
        event.preventDefault();
        event.target.form.requestSubmit();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
      const said = event.target.closest(".said");
      const step = event.key === "j" ? "nextElementSibling" : event.key === "k" ? "previousElementSibling" : null;
      if (step) (said ? said[step] : list.lastElementChild)?.focus();
      else if (said && event.key === "r") answerTo(said, "reply") && event.preventDefault();
      else if (said && event.key === "q") answerTo(said, "quote") && event.preventDefault();
      else if (event.key === "w") {
        const body = document.querySelector(".composer textarea");
        if (body) event.preventDefault();
        body?.focus();
      }
    });

    fit();
    addEventListener("resize", fit);
    // Whoever comes in while people talk begins where they are.
    if (["", "#say"].includes(location.hash) && part("talking").classList.contains("open")) toBottom();
  }
})();
