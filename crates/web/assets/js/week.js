// On a phone the week opens at today, and the tabs show which day is in view.
(() => {
  const week = document.querySelector(".week");
  if (!week) return;
  const days = [...week.querySelectorAll(".day")];
  const tabs = [...document.querySelectorAll(".day-tabs a")];
  const sliding = () => week.scrollWidth > week.clientWidth + 1;
  const show = (index) => tabs.forEach((tab, at) => tab.classList.toggle("shown", at === index));
  const slide = (index) => {
    week.scrollTo({ left: days[index].offsetLeft - days[0].offsetLeft, behavior: "instant" });
    show(index);
  };
  const asked = days.findIndex((day) => `#${day.id}` === location.hash);
  const today = days.findIndex((day) => day.classList.contains("today"));
  if (sliding()) slide(Math.max(asked < 0 ? today : asked, 0));
  tabs.forEach((tab, index) => tab.addEventListener("click", (event) => {
    if (!sliding()) return;
    event.preventDefault();
    slide(index);
  }));
  week.addEventListener("scroll", () => {
    if (sliding()) show(Math.round(week.scrollLeft / week.clientWidth));
  }, { passive: true });
})();
