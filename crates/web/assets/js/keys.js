// Keys and small comforts that every page shares. Everything here has a way without script.
(() => {
  document.documentElement.classList.add("script");
  const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog");

  const showKeys = () => {
    const keys = document.getElementById("keys");
    if (keys && !keys.open) keys.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.getElementById("search");
      if (!search) return;
      event.preventDefault();
      if (!search.checkVisibility()) {
        document.querySelector(".search-way a").click();
        return;
      }
      search.focus();
      search.select();
    } else if (event.key === "?") {
      event.preventDefault();
      showKeys();
    } else if (event.key === "Escape") {
      const menu = event.target.closest("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.firstElementChild.focus();
      }
    } else {
      const way = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
      if (way && !event.target.closest(".columns")) way.click();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open=keys]")) showKeys();
    if (event.target.closest("[data-print]")) window.print();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest("[data-open]")) menu.open = false;
    }
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-send]");
    if (form) form.requestSubmit();
  });
})();
