/** Follow a register over a WebSocket: each entry becomes a line of a file, and the last line says where to go on. */

import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = `${process.env.GREFFE_URL ?? 'http://127.0.0.1:8000'}/graphql`.replace('http', 'ws');
const token = process.env.GREFFE_TOKEN;
const path = process.argv[2] ?? 'entries.jsonl';
const query = `subscription ($after: Cursor) {
  entries(after: $after) {
    __typename
    ... on Entry { position cursor type effectiveOn summary { fr } }
    ... on SealedEntry { position cursor }
  }
}`;

/** The cursor of the last whole line; one that was cut short is taken away, since its entry comes again. */
function whereToGoOn() {
  const bytes = fs.readFileSync(path);
  const whole = bytes.lastIndexOf('\n') + 1;
  fs.truncateSync(path, whole);
  const last = bytes.subarray(0, whole).toString().trimEnd().split('\n').at(-1);
  return last ? JSON.parse(last).cursor : null;
}

/** Keep what comes, until the connection ends. Entry and cursor are one write: never one without the other. */
async function follow(kept) {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    retryAttempts: 0, // the client's own retry would begin again at the cursor of the beginning
  });
  for await (const { data, errors } of client.iterate({ query, variables: { after: whereToGoOn() } })) {
    if (errors) throw errors;
    const item = data.entries;
    if (item.__typename !== 'Entry' && item.__typename !== 'SealedEntry') continue; // all is told, or well
    fs.writeSync(kept, `${JSON.stringify(item)}\n`);
    fs.fsyncSync(kept);
  }
}

const kept = fs.openSync(path, 'a');
for (;;) {
  try {
    await follow(kept);
  } catch (problem) {
    if (Array.isArray(problem)) {
      console.error('Refused:', problem[0].message);
      process.exit(1);
    }
    console.error('Again in a second:', problem.reason || problem.message || problem.code);
  }
  await setTimeout(1000);
}
