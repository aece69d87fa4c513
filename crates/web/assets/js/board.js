// The board: keys for the cards, and news of what changed while nobody was looking.
(() => {
  const title = document.title;
  const news = document.getElementById("news");
  const cards = () => [...document.querySelectorAll(".card")];
  const versions = () => new Map(cards().map((card) => [card.id, card.dataset.version]));
  const fresh = new Set();
  let known = versions();
  let held = null;

  const tell = () => {
    document.title = fresh.size ? `(${fresh.size}) ${title}` : title;
  };
  const looked = () => {
    if (!document.hasFocus() || !fresh.size) return;
    fresh.clear();
    tell();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const list = cards();
    const card = event.target.closest(".card");
    const forward = event.key === "j" || event.key === "ArrowDown";
    const back = event.key === "k" || event.key === "ArrowUp";
    if ((forward || back) && list.length && (card || event.key.length === 1)) {
      event.preventDefault();
      const at = list.indexOf(card);
      const next = at < 0 ? 0 : Math.min(Math.max(at + (forward ? 1 : -1), 0), list.length - 1);
      list[next].querySelector("h3 a").focus();
    } else if (card && /^[a-z]$/.test(event.key)) {
      const step = card.querySelector(`[data-letter="${event.key}"]`);
      if (step) step.click();
    }
  });

  // What stands in hand and where the board is scrolled stay as they were.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "cards") return;
    const focus = document.activeElement;
    const card = focus && focus.closest(".card");
    const columns = document.querySelector(".columns");
    held = {
      card: card && card.id,
      part: focus && focus.matches("button") ? "button" : "h3 a",
      left: columns ? columns.scrollLeft : 0,
    };
  });
  // After settling, because settling puts classes back.
  document.addEventListener("htmx:afterSettle", () => {
    const now = versions();
    const changed = [...now].filter(([id, version]) => known.get(id) !== version).map(([id]) => id);
    const before = known;
    known = now;
    const columns = document.querySelector(".columns");
    if (held && columns) columns.scrollLeft = held.left;
    const card = held && held.card && document.getElementById(held.card);
    if (card) (card.querySelector(held.part) ?? card.querySelector("h3 a")).focus({ preventScroll: true });
    held = null;
    for (const id of changed) {
      fresh.add(id);
      const card = document.getElementById(id);
      card.dataset.news = before.has(id) ? "Changed" : "New";
      card.classList.add("fresh");
    }
    for (const id of fresh) if (!now.has(id)) fresh.delete(id);
    if (changed.length && news) {
      news.textContent = `${changed.length} new or changed. ${document.getElementById("summary")?.textContent ?? ""}`;
    }
    tell();
    if (document.hasFocus()) setTimeout(looked, 4000);
  });
  window.addEventListener("focus", () => setTimeout(looked, 2000));

  // A stream that comes back may have missed something.
  let opened = false;
  document.addEventListener("htmx:sseOpen", () => {
    if (opened) document.body.dispatchEvent(new Event("board:refresh"));
    opened = true;
  });

  // The mark of the present period moves with the clock, whether or not anything happens.
  setInterval(() => {
    if (!document.hidden) document.body.dispatchEvent(new Event("board:refresh"));
  }, 60_000);

  // The present period is in view when the day opens.
  const columns = document.querySelector(".columns");
  const present = document.querySelector(".period.present");
  if (columns && present && columns.scrollWidth > columns.clientWidth) {
    columns.scrollLeft = present.offsetLeft - columns.offsetLeft - 12;
  }
})();
