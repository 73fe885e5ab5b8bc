"use strict";
/* The pages of a question: turned and put in order without leaving the page, and a large view with wheel, pinch, drag and keys. */

const viewer = document.getElementById("viewer");
const stage = document.getElementById("viewer-stage");
const image = document.getElementById("viewer-image");
const title = document.getElementById("viewer-title");
const ZOOM_MOST = 12;
const view = { photo: null, fit: 1, scale: 1, x: 0, y: 0, pointers: new Map(), distance: 0 };

const photos = () => [...document.querySelectorAll("[data-photo]")].filter((photo) => photo.querySelector("[data-zoom]"));
const rotationOf = (photo) => Number(photo.dataset.rotation) || 0;

async function act(form, button) {
  const body = new FormData(form);
  body.append(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error("refused");
  return answer.json();
}

function numberPages() {
  document.querySelectorAll("[data-photo]").forEach((photo, index) => {
    photo.querySelector("[data-page-number]").textContent = String(index + 1);
  });
}

async function turn(photo, button) {
  const form = photo.querySelector('[data-photo-act="turn"]');
  const { rotation } = await act(form, button);
  photo.dataset.rotation = String(rotation);
}

async function move(photo, button) {
  const other = button.value === "up" ? photo.previousElementSibling : photo.nextElementSibling;
  if (!other) return;
  await act(photo.querySelector('[data-photo-act="move"]'), button);
  if (button.value === "up") other.before(photo);
  else other.after(photo);
  numberPages();
  button.focus();
}

document.querySelectorAll("[data-photo-act]").forEach((form) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const photo = form.closest("[data-photo]");
    try {
      await (form.dataset.photoAct === "turn" ? turn : move)(photo, event.submitter);
    } catch {
      window.location.reload();
    }
  });
});

function draw() {
  const angle = view.photo ? rotationOf(view.photo) : 0;
  image.style.transform = `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${angle}deg)`;
}

function fit() {
  const lying = rotationOf(view.photo) % 180 !== 0;
  const [width, height] = lying ? [image.naturalHeight, image.naturalWidth] : [image.naturalWidth, image.naturalHeight];
  if (!width) return;
  view.fit = Math.min(stage.clientWidth / width, stage.clientHeight / height);
  Object.assign(view, { scale: view.fit, x: 0, y: 0 });
  draw();
}

/* Zooms around a point given from the stage's middle, so that what is under the finger stays there. */
function zoom(factor, x = 0, y = 0) {
  const scale = Math.min(Math.max(view.scale * factor, view.fit / 2), view.fit * ZOOM_MOST);
  const real = scale / view.scale;
  view.x = x - (x - view.x) * real;
  view.y = y - (y - view.y) * real;
  view.scale = scale;
  draw();
}

function show(photo) {
  view.photo = photo;
  const all = photos();
  title.textContent = `Page ${all.indexOf(photo) + 1} of ${all.length}`;
  image.alt = photo.querySelector("img").alt;
  image.src = photo.querySelector("[data-zoom]").href;
  if (!viewer.open) viewer.showModal();
  if (image.complete) fit();
}

function step(by) {
  const all = photos();
  show(all[(all.indexOf(view.photo) + by + all.length) % all.length]);
}

async function turnShown() {
  const button = view.photo.querySelector('[name="turn"][value="right"]');
  if (!button) return;
  try {
    await turn(view.photo, button);
    fit();
  } catch {
    window.location.reload();
  }
}

const controls = {
  previous: () => step(-1),
  next: () => step(1),
  larger: () => zoom(1.4),
  smaller: () => zoom(1 / 1.4),
  turn: turnShown,
  close: () => viewer.close(),
};
const keys = { ArrowLeft: "previous", ArrowRight: "next", "+": "larger", "=": "larger", "-": "smaller", r: "turn", R: "turn" };

function fromMiddle(x, y) {
  const box = stage.getBoundingClientRect();
  return [x - box.left - box.width / 2, y - box.top - box.height / 2];
}

function spread() {
  const [one, two] = [...view.pointers.values()];
  return { distance: Math.hypot(one.x - two.x, one.y - two.y), x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 };
}

function pointerMoved(event) {
  const before = view.pointers.get(event.pointerId);
  if (!before) return;
  view.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  if (view.pointers.size === 2) {
    const now = spread();
    if (view.distance) zoom(now.distance / view.distance, ...fromMiddle(now.x, now.y));
    view.distance = now.distance;
    return;
  }
  view.x += event.clientX - before.x;
  view.y += event.clientY - before.y;
  draw();
}

function pointerGone(event) {
  view.pointers.delete(event.pointerId);
  view.distance = 0;
}

if (viewer) {
  document.querySelectorAll("[data-zoom]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    show(link.closest("[data-photo]"));
  }));
  viewer.querySelectorAll("[data-viewer]").forEach((button) => button.addEventListener("click", () => controls[button.dataset.viewer]()));
  viewer.addEventListener("keydown", (event) => {
    const name = keys[event.key];
    if (name) { event.preventDefault(); controls[name](); }
  });
  image.addEventListener("load", fit);
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, ...fromMiddle(event.clientX, event.clientY));
  }, { passive: false });
  stage.addEventListener("dblclick", (event) => (view.scale > view.fit * 1.5 ? fit() : zoom(2.5, ...fromMiddle(event.clientX, event.clientY))));
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    view.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  stage.addEventListener("pointermove", pointerMoved);
  stage.addEventListener("pointerup", pointerGone);
  stage.addEventListener("pointercancel", pointerGone);
  window.addEventListener("resize", () => { if (viewer.open) fit(); });
}
