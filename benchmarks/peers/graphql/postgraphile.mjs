/** The bureau by PostGraphile, from the tables of tables.sql (PGHOST and the rest). Prints the port that it listens on. */

import { createServer } from 'node:http';

import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const server = createServer();
const serving = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ schemas: ['peer'] })],
  grafserv: { graphiql: false },
}).createServ(grafserv);
await serving.addTo(server);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
