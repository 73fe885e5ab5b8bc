/* Draws the messages of one chat. Every message is drawn once; only what changes about it (ticks, reactions) is redrawn. */

import { element, emojiWords, formatted } from "./dom.js";

const TICKS = { sent: "Sent", delivered: "Delivered", read: "Read" };

function svg(paths, className) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("viewBox", "0 0 18 12");
  node.setAttribute("class", className);
  node.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths);
  node.append(path);
  return node;
}

function ticks(status) {
  const label = TICKS[status];
  if (!label) return null;
  const drawn = svg(status === "sent" ? "M3 6l4 4 8-8" : "M1 6l4 4 8-8M7 8l2 2 8-8", `ticks ${status}`);
  return element("span", { class: "tick" }, drawn, element("span", { class: "hidden" }, label));
}

export class Chat {
  constructor(list, scroller, actions) {
    Object.assign(this, { list, scroller, actions });
    this.clear();
  }

  clear() {
    this.drawn = new Map();
    this.lastDay = "";
    this.list.replaceChildren();
  }

  show(messages) {
    const atEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 120;
    let added = false;
    for (const message of messages) {
      const state = JSON.stringify([message.status, message.reactions, message.kind]);
      const known = this.drawn.get(message.id);
      if (known && known.state === state) continue;
      const node = this.bubble(message);
      if (known) known.node.replaceWith(node);
      else {
        this.separate(message.day);
        this.list.append(node);
        added = true;
      }
      this.drawn.set(message.id, { state, node });
    }
    if (added && atEnd) this.toEnd();
    return added;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    for (const image of this.list.querySelectorAll("img")) {
      if (!image.complete) image.addEventListener("load", () => (this.scroller.scrollTop = this.scroller.scrollHeight), { once: true });
    }
  }

  separate(day) {
    if (day === this.lastDay) return;
    this.lastDay = day;
    this.list.append(element("p", { class: "day" }, day));
  }

  bubble(message) {
    if (message.kind === "note") return element("p", { class: "notice warning" }, message.text);
    const side = message.mine ? "mine" : "theirs";
    const body = element("div", { class: `bubble ${message.kind}` }, this.quote(message), ...this.content(message));
    body.append(element("span", { class: "meta" }, message.time, message.mine ? ticks(message.status) : ""));
    if (!message.mine) body.append(this.more(message));
    const item = element("article", { class: `message ${side}`, "aria-label": message.mine ? "You" : "Tutorline" }, body);
    item.append(...this.choices(message));
    if (message.reactions.length) item.append(this.reactions(message));
    return item;
  }

  more(message) {
    const button = element("button", { type: "button", class: "more", "aria-label": "React or quote", onclick: () => this.actions.more(message) });
    button.append(svg("M4 4l5 5 5-5", "chevron"));
    return button;
  }

  quote(message) {
    if (!message.quote) return null;
    const who = message.quote.mine ? "You" : "Tutorline";
    return element("blockquote", {}, element("strong", {}, who), element("span", {}, message.quote.text));
  }

  content(message) {
    const parts = [];
    if (message.header) parts.push(element("strong", { class: "header" }, message.header));
    if (message.media) parts.push(this.media(message));
    if (message.place) parts.push(element("span", { class: "place" }, `${message.place.latitude}, ${message.place.longitude}`));
    if (message.text) parts.push(element("span", { class: "text" }, formatted(message.text)));
    if (message.footer) parts.push(element("small", {}, message.footer));
    return parts;
  }

  media(message) {
    const { url, mime, filename } = message.media;
    if (message.kind === "image" || message.kind === "sticker") {
      const picture = element("img", { src: url, alt: message.kind === "sticker" ? "Sticker" : "Photo", class: message.kind });
      const show = () => this.actions.view(url);
      picture.addEventListener("error", () => button.replaceChildren(element("span", { class: "broken" }, "Photo (cannot be shown)")));
      const button = element("button", { type: "button", class: "picture", "aria-label": "Open photo", onclick: show }, picture);
      return button;
    }
    if (message.kind === "audio") return element("span", { class: "sound" }, "Voice note 0:01");
    const name = filename || (message.kind === "video" ? "Video" : "Document");
    const kind = (mime.split("/")[1] || "file").toUpperCase();
    return element("a", { class: "file-card", href: url, target: "_blank", rel: "noopener" }, element("strong", {}, name), element("small", {}, kind));
  }

  choices(message) {
    if (message.link) {
      return [element("a", { class: "choice", href: message.link.url, target: "_blank", rel: "noopener" }, message.link.title)];
    }
    if (message.list) {
      const open = () => this.actions.list(message);
      return [element("button", { type: "button", class: "choice", "aria-haspopup": "dialog", onclick: open }, message.list.button)];
    }
    return (message.buttons || []).map((button) =>
      element("button", { type: "button", class: "choice", onclick: () => this.actions.tap(message, button.id) }, button.title),
    );
  }

  reactions(message) {
    const chips = message.reactions.map(({ emoji, mine }) =>
      element("span", { "aria-label": `${mine ? "You" : "Tutorline"} reacted`, role: "img" }, emojiWords(emoji)),
    );
    return element("div", { class: "reactions" }, ...chips);
  }
}
