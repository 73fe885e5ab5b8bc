"use strict";
/* A canned reply goes into the reply box; the thread refreshes itself while the page is in front. */
const REFRESH_MILLISECONDS = 5000;
const thread = document.getElementById("thread");
const canned = document.getElementById("canned");
const seen = document.querySelector("#reply-form [name=seen]");
const text = document.getElementById("reply-text");

if (canned && text) {
  canned.addEventListener("change", () => {
    if (!canned.value) return;
    text.value = text.value.trim() ? `${text.value.trim()}\n\n${canned.value}` : canned.value;
    canned.value = "";
    text.focus();
  });
}

function isAtEnd() {
  return thread.scrollHeight - thread.scrollTop - thread.clientHeight < 40;
}

function isListening() {
  return [...thread.querySelectorAll("audio")].some((voice) => !voice.paused);
}

async function refresh() {
  if (document.hidden || isListening()) return;
  const response = await fetch(thread.dataset.address, { credentials: "same-origin" });
  if (!response.ok || response.redirected) return;
  const fresh = await response.text();
  if (fresh === thread.dataset.shown) return;
  const follow = isAtEnd();
  thread.innerHTML = fresh;
  thread.dataset.shown = fresh;
  if (seen) seen.value = thread.querySelector("[data-seen]").dataset.seen;
  if (follow) thread.scrollTop = thread.scrollHeight;
}

if (thread) {
  thread.scrollTop = thread.scrollHeight;
  setInterval(() => refresh().catch(() => undefined), REFRESH_MILLISECONDS);
}
