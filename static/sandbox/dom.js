/* Small builders; text always goes in as text, never as markup. */

export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const MARKS = [
  [/```([\s\S]+?)```/, "code"],
  [/(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])/, "strong"],
  [/(?<![\w_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\w_])/, "em"],
  [/(?<![\w~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\w~])/, "s"],
];
const LINK = /https?:\/\/[^\s<>]+[^\s<>.,;:!?)'"]/;

/* WhatsApp's own marks: *bold* _italic_ ~struck~ ```code```, and links. */
export function formatted(text) {
  const fragment = document.createDocumentFragment();
  let rest = text;
  while (rest) {
    const hit = firstHit(rest);
    if (!hit) {
      fragment.append(rest);
      break;
    }
    fragment.append(rest.slice(0, hit.index), hit.node);
    rest = rest.slice(hit.index + hit.length);
  }
  return fragment;
}

function firstHit(text) {
  let best = null;
  const link = LINK.exec(text);
  if (link) {
    const node = element("a", { href: link[0], target: "_blank", rel: "noopener" }, link[0]);
    best = { index: link.index, length: link[0].length, node };
  }
  for (const [pattern, tag] of MARKS) {
    const match = pattern.exec(text);
    if (match && (!best || match.index < best.index)) {
      const inner = tag === "code" ? match[1] : formatted(match[1]);
      best = { index: match.index, length: match[0].length, node: element(tag, {}, inner) };
    }
  }
  return best;
}

/* True where the machine can draw emoji: without such a font all of them are the same empty box. */
export const hasEmoji = (() => {
  const canvas = element("canvas", { width: "20", height: "20" });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const drawn = (text) => {
    context.clearRect(0, 0, 20, 20);
    context.font = "16px sans-serif";
    context.fillText(text, 0, 16);
    return context.getImageData(0, 0, 20, 20).data.join();
  };
  return drawn("\u{1F44D}") !== drawn("\u{10FFFE}");
})();

export const EMOJI = [
  ["\u{1F44D}", "Thumbs up"],
  ["\u2764\uFE0F", "Heart"],
  ["\u{1F602}", "Laughing"],
  ["\u{1F62E}", "Surprised"],
  ["\u{1F64F}", "Thank you"],
];

export function emojiWords(emoji) {
  const known = EMOJI.find(([sign]) => sign === emoji);
  return hasEmoji ? emoji : known ? known[1] : "Reaction";
}
