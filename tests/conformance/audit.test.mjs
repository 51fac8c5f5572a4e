/** The GraphQL-over-HTTP audit of npm graphql-http, requirement by requirement. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serverAudits } from 'graphql-http';

/** What this service does otherwise, by the audit's id, with the reason. Nothing. */
const EXCEPTIONS = new Map();

const audits = serverAudits({ url: `${process.env.GREFFE_URL}/graphql` });

test('there are requirements of both kinds, and every exception is one of them', () => {
  const of = (word) => audits.filter(({ name }) => name.startsWith(`${word} `)).length;
  assert.ok(of('MUST') >= 10 && of('SHOULD') >= 20, `MUST: ${of('MUST')}, SHOULD: ${of('SHOULD')}`);
  for (const id of EXCEPTIONS.keys()) assert.ok(audits.some((audit) => audit.id === id), `no audit is called ${id}`);
});

for (const { id, name, fn } of audits) {
  test(`${id} ${name}`, { skip: EXCEPTIONS.get(id) }, async () => {
    const { status, reason } = await fn();
    assert.equal(status, 'ok', reason);
  });
}
