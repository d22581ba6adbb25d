import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { askedBy } from '../../../test/desk/collect/aws-server.ts';
import type { Answer, Asked } from '../../../test/desk/collect/aws-server.ts';

/** What stands between the SDK and the model: it notes each call, and may answer in the model's place. */
export interface Recorder {
  /** As policies name them, in order. */
  readonly calls: string[];
  /** Answers in the model's place where it gives something; absent: all goes to the model. */
  instead?: (asked: Asked) => Answer | undefined;
}

function handOn(request: IncomingMessage, body: Buffer, target: URL, response: ServerResponse): void {
  const { method, url, headers } = request;
  const to = ask({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  to.on('error', () => response.writeHead(502).end());
  to.end(body);
}

/** Puts itself between this process, and those that it starts, and the model that they are pointed to. */
export async function startRecorder(t: TestContext): Promise<Recorder> {
  const model = process.env['AWS_ENDPOINT_URL'];
  if (model === undefined) throw new Error('there is no model yet');
  const target = new URL(model);
  const recorder: Recorder = { calls: [] };
  const server = createServer((request, response) => {
    void (async () => {
      const { asked, bytes } = await askedBy(request);
      recorder.calls.push(asked.call);
      const answer = recorder.instead?.(asked);
      if (answer === undefined) handOn(request, bytes, target, response);
      else {
        response.writeHead(answer.status ?? 200, { ...answer.headers });
        response.end(typeof answer.body === 'string' ? answer.body : undefined);
      }
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${address.port}`;
  t.after(() => {
    process.env['AWS_ENDPOINT_URL'] = model;
    server.closeAllConnections();
    server.close();
  });
  return recorder;
}
