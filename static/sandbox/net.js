/* Calls to the sandbox's own JSON addresses. */

const base = new URL("api/", document.baseURI);

export class Problem extends Error {}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(body.problem || `The sandbox answered ${response.status}.`);
  return body;
}

export async function get(path) {
  return answer(await fetch(new URL(path, base), { cache: "no-store" }));
}

let last = Promise.resolve();

/* What a person does on a phone arrives in that order, however slow an answer is. */
function inTurn(path, options) {
  const mine = last.then(async () => answer(await fetch(new URL(path, base), { method: "POST", ...options })));
  last = mine.catch(() => {});
  return mine;
}

export function post(path, body) {
  return inTurn(path, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export function postFiles(path, files, caption) {
  const form = new FormData();
  for (const file of files) form.append("files", file);
  form.append("caption", caption);
  return inTurn(path, { headers: { "X-Sandbox": "1" }, body: form });
}
