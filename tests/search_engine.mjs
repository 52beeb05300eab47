// Answers questions about indexes on disk: one JSON line in ({ folder, method, args }), one JSON line out.
// Methods: search, allIds, suggest of an archive; units, normalise and the like of the module; inflate of a list of bytes.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const [, , scripts] = process.argv; // the folder of the published scripts
const engine = await import(`${scripts}search.js`), { inflate } = await import(`${scripts}inflate.js`);

const archives = new Map();
let bytes = 0;

async function fetchFile(path) {
  try {
    const content = await readFile(path);
    bytes += content.length;
    return new Response(content);
  } catch {
    return new Response("", { status: 404 });
  }
}

async function answer({ folder, method, args }) {
  if (method === "inflate") return [...inflate(args[0])];
  if (!folder) return engine[method](...args);
  if (!archives.has(folder)) archives.set(folder, await engine.openArchive(`${folder}/search/`, { fetch: fetchFile }));
  return archives.get(folder)[method](...args);
}

for await (const line of createInterface({ input: process.stdin })) {
  bytes = 0;
  const reply = await answer(JSON.parse(line)).then((value) => ({ value, bytes }), (error) => ({ error: String(error) }));
  process.stdout.write(JSON.stringify(reply) + "\n");
}
