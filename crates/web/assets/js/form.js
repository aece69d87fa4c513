// Comforts of the request form: amounts follow the sets, spare lines open one by one, closing returns to the week.
(() => {
  const all = (form, selector) => [...form.querySelectorAll(selector)];

  document.addEventListener("input", (event) => {
    const form = event.target.closest(".ask-form");
    if (!form) return;
    if (event.target.matches("[data-each]")) event.target.dataset.typed = "yes";
    if (!event.target.matches("[data-sets]")) return;
    const sets = Number.parseInt(event.target.value, 10);
    if (!(sets > 0)) return;
    for (const field of all(form, "[data-each]")) {
      const each = Number.parseFloat(field.dataset.each);
      if (!field.dataset.typed && each > 0) field.value = String(Math.ceil(each * sets - 1e-9));
    }
  });

  document.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more=line]");
    if (more) {
      const next = all(more.form, ".spare").find((line) => !line.checkVisibility());
      if (next) {
        next.classList.add("open");
        next.querySelector("input").focus();
      }
      if (!all(more.form, ".spare").some((line) => !line.checkVisibility())) more.hidden = true;
    }
    const close = event.target.closest("[data-close=panel]");
    const panel = close && close.closest("#panel");
    if (panel) {
      event.preventDefault();
      panel.replaceChildren();
      history.replaceState({}, "", close.href);
      document.querySelector(".ask[data-asked]")?.focus();
    }
  });

  // A form is sent once; the second press of an impatient thumb does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches(".ask")) {
      for (const ask of document.querySelectorAll("[data-asked]")) delete ask.dataset.asked;
      event.target.dataset.asked = "yes";
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.target.closest("#panel, #requisition-form");
    const first = form && form.querySelector("[autofocus], [name=sets]");
    if (first) first.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const close = document.querySelector("#panel [data-close=panel]");
    if (close && !document.querySelector("dialog[open]")) close.click();
  });
})();
