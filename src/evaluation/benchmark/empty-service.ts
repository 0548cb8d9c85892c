import { OpenAPIHono } from '@hono/zod-openapi';
import { listen } from '../../http/listen.ts';
import type { HttpEnv } from '../../http/route.ts';

/** What the framework itself can do on this machine: one route that reads JSON and answers with JSON. */
const app = new OpenAPIHono<HttpEnv>();
app.post('/v1/ask', async (c) => {
  await c.req.json();
  return c.json({ status: 'ok' });
});
const { url } = await listen(app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`${url}/\n`);
