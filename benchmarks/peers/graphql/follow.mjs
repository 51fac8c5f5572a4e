/**
 * A graphql-ws server of the house's schema, fed by lines: {"feed": event} or {"bureau": composition}.
 *
 * `node follow.mjs schema.graphql`, events on standard input. Each subscriber has a queue of its own, and each event is
 * executed for each: that is how graphql-ws works. Prints the port that it listens on.
 */

import fs from 'node:fs';
import { createInterface } from 'node:readline';

import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const followers = { feed: new Set(), bureau: new Set() };
const latest = { feed: { __typename: 'FeedCaughtUp', cursor: 'none' }, bureau: null };

/** The latest event, then each that comes. */
async function* follow(kind) {
  const follower = { waiting: latest[kind] ? [latest[kind]] : [], wake: () => {} };
  followers[kind].add(follower);
  try {
    for (;;) {
      while (follower.waiting.length) yield { [kind]: follower.waiting.shift() };
      await new Promise((wake) => (follower.wake = wake));
    }
  } finally {
    followers[kind].delete(follower);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const [[kind, event]] = Object.entries(JSON.parse(line));
  if (kind === 'bureau') latest.bureau = event;
  for (const follower of followers[kind]) {
    follower.waiting.push(event);
    follower.wake();
  }
});

const schema = buildSchema(fs.readFileSync(process.argv[2], 'utf8'));
const fields = schema.getSubscriptionType().getFields();
for (const kind of Object.keys(followers)) fields[kind].subscribe = () => follow(kind);

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/graphql', backlog: 4096 });
useServer({ schema }, server);
server.on('listening', () => console.log(server.address().port));
