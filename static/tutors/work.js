"use strict";
/* The solution form warns before typed text is lost, counts the messages, and the delivery states refresh themselves. */

const PART_LIMIT = 3500;
const REFRESH_MILLISECONDS = 3000;
const REFRESH_SLOWEST_MILLISECONDS = 60000;

function watchForm(form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector('.acts [value="save"]'));
    }
  });
  // A second press while the first is on its way would only be answered «already sent».
  form.addEventListener("submit", (event) => {
    if (form.dataset.busy) event.preventDefault();
    form.dataset.busy = "yes";
  });
  window.addEventListener("pageshow", () => { delete form.dataset.busy; });
}

function countMessages(text, note) {
  const usual = note.textContent;
  const show = () => {
    const length = text.value.trim().length;
    const many = Math.ceil(length / PART_LIMIT);
    note.textContent = many > 1 ? `${length.toLocaleString()} characters, about ${many} messages, cut between paragraphs.` : usual;
  };
  text.addEventListener("input", show);
  show();
}

/* Looks often at first and ever more rarely while nothing changes: a held message may wait for days. */
function followDelivery(box, wait) {
  if (!box.querySelector("[data-unfinished]")) return;
  window.setTimeout(async () => {
    let next = wait;
    try {
      const answer = await fetch(box.dataset.address, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) {
        const fresh = await answer.text();
        const news = fresh !== box.dataset.last;
        if (news) box.innerHTML = fresh;
        box.dataset.last = fresh;
        next = news ? REFRESH_MILLISECONDS : Math.min(wait * 1.2, REFRESH_SLOWEST_MILLISECONDS);
      }
    } catch { /* The connection is away for a moment; the next look tells. */ }
    followDelivery(box, next);
  }, wait);
}

const form = document.getElementById("solution-form");
if (form) {
  watchForm(form);
  countMessages(form.elements.text, document.getElementById("text-count"));
}
const problems = document.getElementById("form-problems");
if (problems) problems.focus();
const deliveryBox = document.getElementById("delivery");
if (deliveryBox) followDelivery(deliveryBox, REFRESH_MILLISECONDS);
