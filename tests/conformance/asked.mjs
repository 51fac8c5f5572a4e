/** What the clients ask, and how an entry is made while they listen. */

import assert from 'node:assert/strict';

export const ADDRESS = `${process.env.GREFFE_URL}/graphql`;
export const TOKEN = process.env.GREFFE_TOKEN;

export const QUERY = '{ bureau(at: { on: "2026-10-10" }) { seats { seat } } }';
export const UNKNOWN_FIELD = '{ bureau { chairs } }';
export const REFUSED = '{ bureau(authority: "000000000") { seats { seat } } }';
export const ENTRIES = `subscription ($after: Cursor) {
  entries(after: $after) {
    __typename
    ... on Entry { position cursor }
    ... on SealedEntry { position cursor }
    ... on CaughtUp { position cursor }
  }
}`;
export const RECORD = `mutation ($id: ID!, $name: String!) {
  record(
    commandId: $id
    commands: [{ registerPerson: { person: "$p", givenName: "Camille", familyName: $name, on: "2026-11-20" } }]
  ) {
    __typename
    ... on RecordedResult { positions }
    ... on RefusedResult { code }
  }
}`;

let recorded = 0;

/** The variables of RECORD for somebody who was not registered yet. */
export function somebody() {
  recorded += 1;
  const name = `Essai${process.pid}n${recorded}`;
  return { id: name, name };
}

/** The entries of a feed until all is told, and the message that says so. */
export async function untilCaughtUp(feed) {
  const entries = [];
  for (;;) {
    const item = await next(feed);
    if (item.__typename === 'CaughtUp') return { entries, caughtUp: item };
    entries.push(item);
  }
}

/** What the feed tells next; an error is one of the test. */
export async function next(feed) {
  const { value, done } = await feed.next();
  assert.ok(!done, 'the feed ended');
  assert.equal(value.errors, undefined, JSON.stringify(value.errors));
  return value.data.entries;
}

/** That positions go from one to another without a gap. */
export function assertGapless(entries, from, to) {
  const expected = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  assert.deepEqual(entries.map(({ position }) => position), expected);
}
