/** npm graphql-ws, the client of graphql-transport-ws by the protocol's author. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

import {
  ADDRESS, ENTRIES, QUERY, RECORD, REFUSED, TOKEN, UNKNOWN_FIELD, assertGapless, next, somebody, untilCaughtUp,
} from './asked.mjs';

const opened = [];

function connect(token, more = {}) {
  const connectionParams = token ? { authorization: `Bearer ${token}` } : undefined;
  const client = createClient({
    url: ADDRESS.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams, ...more,
  });
  opened.push(client);
  return client;
}

async function once(client, query, variables) {
  const results = [];
  for await (const result of client.iterate({ query, variables })) results.push(result);
  assert.equal(results.length, 1, 'a query has one result, and is completed');
  return results[0];
}

after(() => Promise.all(opened.map((client) => client.dispose())));

test('a query is answered and completed', async () => {
  const { data, errors } = await once(connect(), QUERY);
  assert.equal(errors, undefined);
  assert.ok(data.bureau.seats.length > 0);
});

test('a document that is not of the schema is an error of the operation alone', async () => {
  const client = connect();
  await assert.rejects(once(client, UNKNOWN_FIELD), (errors) => /chairs/.test(errors[0].message));
  assert.ok((await once(client, QUERY)).data, 'the socket goes on');
});

test('a refusal while executing is a result with its code', async () => {
  const { data, errors } = await once(connect(), REFUSED);
  assert.equal(data, null);
  assert.deepEqual(errors[0].path, ['bureau']);
  assert.ok(errors[0].extensions.code);
});

test('a token that nobody gave out closes the connection: forbidden', async () => {
  await assert.rejects(once(connect('greffe_none'), QUERY), ({ code }) => code === 4403);
});

test('every entry comes once and in order, then what is recorded', async () => {
  const client = connect(TOKEN);
  const feed = client.iterate({ query: ENTRIES });
  const { entries, caughtUp } = await untilCaughtUp(feed);
  assertGapless(entries, 1, caughtUp.position);
  const { data } = await once(client, RECORD, somebody());
  assert.equal(data.record.__typename, 'RecordedResult', JSON.stringify(data));
  const live = await next(feed);
  assert.deepEqual([live.position], data.record.positions);
  await feed.return();
});

test('who comes back with a cursor misses nothing and is told nothing twice', async () => {
  const first = connect(TOKEN).iterate({ query: ENTRIES });
  let last;
  for (let read = 0; read < 7; read += 1) last = await next(first);
  opened.pop().terminate(); // without a word
  const again = connect(TOKEN).iterate({ query: ENTRIES, variables: { after: last.cursor } });
  const { entries, caughtUp } = await untilCaughtUp(again);
  assertGapless(entries, last.position + 1, caughtUp.position);
  const { entries: none } = await untilCaughtUp(connect().iterate({ query: ENTRIES, variables: { after: caughtUp.cursor } }));
  assert.deepEqual(none, []);
  await again.return();
});

test('a cursor that is none ends the subscription, with the reason', async () => {
  const feed = connect().iterate({ query: ENTRIES, variables: { after: 'none' } });
  const refused = (errors) => errors[0].extensions.code === 'INVALID_CURSOR';
  await assert.rejects(async () => {
    const { value } = await feed.next();
    throw value.errors;
  }, refused);
});

test('a client that had enough says so, and others on its socket go on', async () => {
  const client = connect(TOKEN);
  const [left, stays] = [client.iterate({ query: ENTRIES }), client.iterate({ query: ENTRIES })];
  await next(left);
  await left.return();
  const { caughtUp } = await untilCaughtUp(stays);
  await once(client, RECORD, somebody());
  assert.equal((await next(stays)).position, caughtUp.position + 1);
  await stays.return();
});

test('pings are answered', async () => {
  let answered;
  const pong = new Promise((resolve) => { answered = resolve; });
  const client = connect(undefined, {
    lazy: false, keepAlive: 50, on: { pong: (received) => received && answered() },
  });
  await pong;
  await client.dispose();
});
