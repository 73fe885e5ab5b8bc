/* The phone: chooses a student, asks for the screen once a second, sends what is typed, tapped or attached. */

import { Chat } from "./chat.js";
import { EMOJI, element, emojiWords } from "./dom.js";
import { get, post, postFiles } from "./net.js";
import { Panel } from "./panel.js";

const POLL_MILLISECONDS = 1000;
const byId = (id) => document.getElementById(id);
const state = { phone: null, quoted: "", failures: 0 };

const chat = new Chat(byId("messages"), byId("chat"), {
  tap: (message, choice) => act({ act: "tap", wamid: message.wamid, choice }),
  list: openList,
  more: openMessage,
  view: (url) => {
    byId("viewer-image").src = url;
    byId("viewer").showModal();
  },
});
const panel = new Panel({ choose, guard });

async function guard(work) {
  try {
    await work();
    problem("");
  } catch (error) {
    problem(error.message);
  }
}

function problem(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = !text;
}

function act(body) {
  return guard(async () => {
    await post(`phones/${state.phone}/messages`, body);
    await refresh();
    chat.toEnd();
  });
}

function choose(id) {
  state.phone = id;
  history.replaceState(null, "", `#${id}`);
  chat.clear();
  stopReplying();
  panel.showStudents(id);
  return guard(async () => {
    await refresh();
    chat.toEnd();
  });
}

async function refresh() {
  const asked = state.phone;
  if (asked === null) return;
  const seen = document.visibilityState === "visible" ? 1 : 0;
  const screen = await get(`phones/${asked}/chat?seen=${seen}`);
  if (asked !== state.phone) return;
  chat.show(screen.messages);
  byId("presence").textContent = screen.typing ? "typing…" : "online";
  byId("window-text").textContent = screen.window;
  panel.showClock(screen.clock);
}

async function poll() {
  try {
    await refresh();
    if (state.failures) problem("");
    state.failures = 0;
  } catch {
    state.failures += 1;
    if (state.failures > 2) problem("The server does not answer; trying again.");
  }
  setTimeout(poll, POLL_MILLISECONDS);
}

function say() {
  const text = byId("text").value;
  if (!text.trim()) return;
  byId("text").value = "";
  grow();
  const quoted = state.quoted;
  stopReplying();
  act({ act: "text", text, quoted });
}

function grow() {
  const box = byId("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 120)}px`;
}

function stopReplying() {
  state.quoted = "";
  byId("replying").hidden = true;
}

function openList(message) {
  byId("list-title").textContent = message.list.button;
  const sections = message.list.sections.map((section) => {
    const rows = section.rows.map((row) => listRow(message, row));
    const title = section.title && section.title !== message.list.button ? element("h3", {}, section.title) : null;
    return element("div", { class: "section" }, title, ...rows);
  });
  byId("list-rows").replaceChildren(...sections);
  byId("list-sheet").showModal();
}

function listRow(message, row) {
  const mark = `row-${message.id}-${row.id}`;
  const pick = () => {
    byId("list-sheet").close();
    act({ act: "tap", wamid: message.wamid, choice: row.id });
  };
  const title = element("span", { id: `${mark}-title` }, row.title);
  const more = row.description ? element("small", { id: `${mark}-more` }, row.description) : null;
  const names = { "aria-labelledby": `${mark}-title`, "aria-describedby": more ? `${mark}-more` : null };
  return element("button", { type: "button", class: "list-row", onclick: pick, ...names }, title, more);
}

function openMessage(message) {
  const sheet = byId("message-sheet");
  const buttons = EMOJI.map(([emoji, words]) =>
    element("button", { type: "button", "aria-label": words, onclick: () => react(message, emoji) }, emojiWords(emoji)),
  );
  const mine = message.reactions.some((reaction) => reaction.mine);
  if (mine) buttons.push(element("button", { type: "button", onclick: () => react(message, "") }, "Take back"));
  byId("reactions").replaceChildren(...buttons);
  byId("quote").onclick = () => {
    state.quoted = message.wamid;
    byId("replying-text").textContent = message.text || "Photo";
    byId("replying").hidden = false;
    sheet.close();
    byId("text").focus();
  };
  sheet.showModal();
}

function react(message, emoji) {
  byId("message-sheet").close();
  act({ act: "react", wamid: message.wamid, emoji });
}

function wireAttachments() {
  const sheet = byId("attach-sheet");
  const boxes = [...sheet.querySelectorAll("input[type=checkbox]")];
  const open = () => sheet.showModal();
  byId("attach").addEventListener("click", open);
  byId("quick-photo").addEventListener("click", open);
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    byId("send-samples").disabled = !chosen;
  };
  sheet.addEventListener("change", count);
  const caption = () => {
    const text = byId("caption").value;
    byId("caption").value = "";
    return text;
  };
  byId("send-samples").addEventListener("click", () => {
    const samples = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const box of boxes) box.checked = false;
    count();
    sheet.close();
    act({ act: "sample", samples, caption: caption() });
  });
  for (const button of sheet.querySelectorAll("[data-sample], [data-act]")) {
    button.addEventListener("click", () => {
      sheet.close();
      const sample = button.dataset.sample;
      act(sample ? { act: "sample", samples: [sample], caption: "" } : { act: button.dataset.act });
    });
  }
  for (const input of sheet.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => sendFiles(sheet, input, caption()));
  }
}

function sendFiles(sheet, input, caption) {
  const files = [...input.files];
  input.value = "";
  sheet.close();
  if (!files.length) return;
  guard(async () => {
    await postFiles(`phones/${state.phone}/files`, files, caption);
    await refresh();
    chat.toEnd();
  });
}

function wireComposer() {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    say();
  });
  byId("text").addEventListener("input", grow);
  byId("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      say();
    }
  });
  byId("stop-replying").addEventListener("click", stopReplying);
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
}

async function start() {
  wireComposer();
  wireAttachments();
  await guard(() => panel.load());
  const asked = Number(location.hash.slice(1));
  const first = panel.students.find((student) => student.id === asked) || panel.students[0];
  if (first) await choose(first.id);
  else problem("No student yet: add one in the panel.");
  setInterval(() => panel.refreshFaults().catch(() => {}), 5 * POLL_MILLISECONDS);
  poll();
}

start();
