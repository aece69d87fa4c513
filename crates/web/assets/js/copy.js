// Copies the text of a field, and says so. Without script the field is there to be selected.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  const told = document.getElementById("copied");
  try {
    await navigator.clipboard.writeText(field.value);
    told.textContent = "Copied.";
  } catch {
    // Browsers give the clipboard to secure pages only; the text is selected, so the keys work.
    told.textContent = "Selected. Press Ctrl and C to copy it.";
  }
});
