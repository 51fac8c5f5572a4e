/** npm graphql-sse, the client of GraphQL over server-sent events, in distinct connections mode. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { createClient } from 'graphql-sse';

import {
  ADDRESS, ENTRIES, QUERY, RECORD, REFUSED, TOKEN, UNKNOWN_FIELD, assertGapless, next, somebody, untilCaughtUp,
} from './asked.mjs';

const opened = [];

function connect(token) {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  const client = createClient({ url: ADDRESS, headers, retryAttempts: 0 });
  opened.push(client);
  return client;
}

async function once(client, query, variables) {
  const results = [];
  for await (const result of client.iterate({ query, variables })) results.push(result);
  assert.equal(results.length, 1, 'a query has one result, and is completed');
  return results[0];
}

after(() => opened.forEach((client) => client.dispose()));

test('a query is answered and completed', async () => {
  const { data, errors } = await once(connect(), QUERY);
  assert.equal(errors, undefined);
  assert.ok(data.bureau.seats.length > 0);
});

test('a document that is not of the schema is told as errors, and completed', async () => {
  const { data, errors } = await once(connect(), UNKNOWN_FIELD);
  assert.match(errors[0].message, /chairs/);
  assert.ok(!data);
});

test('a refusal while executing is a result with its code', async () => {
  const { data, errors } = await once(connect(), REFUSED);
  assert.equal(data, null);
  assert.deepEqual(errors[0].path, ['bureau']);
  assert.ok(errors[0].extensions.code);
});

test('a token that nobody gave out is refused by the status', async () => {
  await assert.rejects(once(connect('greffe_none'), QUERY), ({ response }) => response.status === 401);
});

test('every entry comes once and in order, then what is recorded', async () => {
  const client = connect(TOKEN);
  const feed = client.iterate({ query: ENTRIES });
  const { entries, caughtUp } = await untilCaughtUp(feed);
  assertGapless(entries, 1, caughtUp.position);
  const { data } = await once(client, RECORD, somebody());
  assert.equal(data.record.__typename, 'RecordedResult', JSON.stringify(data));
  assert.deepEqual([(await next(feed)).position], data.record.positions);
  await feed.return();
});

test('who comes back with a cursor misses nothing and is told nothing twice', async () => {
  const first = connect(TOKEN).iterate({ query: ENTRIES });
  let last;
  for (let read = 0; read < 7; read += 1) last = await next(first);
  await first.return();
  const again = connect(TOKEN).iterate({ query: ENTRIES, variables: { after: last.cursor } });
  const { entries, caughtUp } = await untilCaughtUp(again);
  assertGapless(entries, last.position + 1, caughtUp.position);
  await again.return();
  const atTheEnd = connect().iterate({ query: ENTRIES, variables: { after: caughtUp.cursor } });
  assert.deepEqual((await untilCaughtUp(atTheEnd)).entries, []);
  await atTheEnd.return();
});

test('a cursor that is none ends the subscription, with the reason', async () => {
  const { errors } = await once(connect(), ENTRIES, { after: 'none' });
  assert.equal(errors[0].extensions.code, 'INVALID_CURSOR');
});
