// Appends per second of Emmett's PostgreSQL event store, as an application that uses it would write: one event to a
// request, with the version that the stream is expected to be at.
//
//   node append.js DATABASE_URL < bodies.jsonl
//
// Standard input has a first line {"writers", "seconds", "oneStream"}, then one line of JSON {type, data} for each event
// to append, in order; they are gone through again and again. Each writer appends one event after another to a stream
// of its own, expecting the version that it left; or all append to one stream without expecting one, and ask again when
// the store refuses an append because another came first, as its own command handler does. The last line of standard
// output is {"appends", "refused", "seconds"}.
import { createInterface } from "node:readline";
import { NO_CONCURRENCY_CHECK, isExpectedVersionConflictError } from "@event-driven-io/emmett";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import pg from "pg";

const lines = [];
for await (const line of createInterface({ input: process.stdin })) lines.push(JSON.parse(line));
const [{ writers, seconds, oneStream, run }, ...events] = lines;

const connectionString = process.argv[2];
const pool = new pg.Pool({ connectionString, max: writers });
const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
await store.schema.migrate();

async function append(stream, turn, expectedStreamVersion) {
  await store.appendToStream(stream, [events[turn % events.length]], { expectedStreamVersion });
}

let appends = 0;
let refused = 0;
async function write(index, until) {
  const stream = oneStream ? `body:${run}` : `body:${run}-${index}`;
  for (let turn = 1; performance.now() < until; ) {
    try {
      await append(stream, turn, oneStream ? NO_CONCURRENCY_CHECK : BigInt(turn));
      appends++;
      turn++;
    } catch (error) {
      if (!oneStream || !isExpectedVersionConflictError(error)) throw error;
      refused++;
    }
  }
}

// Each stream is there, and each connection open, before the clock starts.
const streams = oneStream ? [`body:${run}`] : Array.from({ length: writers }, (_, index) => `body:${run}-${index}`);
for (const stream of streams) await append(stream, 0, 0n);
await Promise.all(Array.from({ length: writers }, () => pool.query("SELECT pg_sleep(0.05)")));

const started = performance.now();
await Promise.all(Array.from({ length: writers }, (_, index) => write(index, started + 1000 * seconds)));
console.log(JSON.stringify({ appends, refused, seconds: (performance.now() - started) / 1000 }));
await pool.end();
process.exit(0);
