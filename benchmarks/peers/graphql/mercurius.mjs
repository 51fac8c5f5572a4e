/**
 * The bureau by mercurius with its JIT: the house's own schema, and the very answer that the house gave.
 *
 * `node mercurius.mjs schema.graphql answer.json` serves it from memory, with no look at a database at all;
 * `node mercurius.mjs schema.graphql` reads it with one statement from the tables of tables.sql (PGHOST and the rest).
 * Prints the port that it listens on.
 */

import fs from 'node:fs';

import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';

const [schema, answer] = process.argv.slice(2);

function fromMemory() {
  const { bureau } = JSON.parse(fs.readFileSync(answer, 'utf8')).data;
  return () => bureau;
}

function fromTables() {
  const pool = new pg.Pool({ max: 10 });
  const statement = { name: 'bureau', text: 'SELECT peer.bureau_as_json($1, $2) AS bureau' };
  return async (_, { authority, at }) => {
    const { rows } = await pool.query({ ...statement, values: [authority, at.on] });
    return rows[0].bureau;
  };
}

const app = Fastify();
app.register(mercurius, {
  schema: fs.readFileSync(schema, 'utf8'),
  resolvers: { Query: { bureau: answer ? fromMemory() : fromTables() } },
  jit: 1,
});
await app.listen({ host: '127.0.0.1', port: 0 });
console.log(app.server.address().port);
