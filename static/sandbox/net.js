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

export async function post(path, body) {
  return answer(
    await fetch(new URL(path, base), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

export async function postFiles(path, files, caption) {
  const form = new FormData();
  for (const file of files) form.append("files", file);
  form.append("caption", caption);
  return answer(await fetch(new URL(path, base), { method: "POST", headers: { "X-Sandbox": "1" }, body: form }));
}
