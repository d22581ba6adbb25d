import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { temporary } from '../../support.ts';

/** One question of the SDK's. */
export interface Asked {
  /** As policies name it: `ec2:DescribeVpcs`; of S3 the method: `s3:GET`. */
  call: string;
  region: string;
  path: string;
  /** Of a form, or of S3's address. */
  params: URLSearchParams;
  /** Of a service that speaks JSON. */
  body: string;
}

export interface Answer {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** Answers by call; undefined: as from an account without anything in it. */
export type Answers = Readonly<
  Record<string, (asked: Asked) => Answer | undefined | Promise<Answer | undefined>>
>;

/** Names that sign requests, where policies have others. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** What a request asks. */
export async function askedBy(request: IncomingMessage): Promise<{ asked: Asked; bytes: Buffer }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const body = bytes.toString('utf8');
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, region = '', signed = ''] =
    /\/\d{8}\/([^/]+)\/([^/]+)\/aws4/.exec(request.headers.authorization ?? '') ?? [];
  const service = PREFIXES[signed] ?? signed;
  const target = request.headers['x-amz-target'];
  const json = typeof target === 'string' ? target.split('.').at(-1) : undefined;
  const params = service === 's3' ? url.searchParams : new URLSearchParams(body);
  const action = json ?? (service === 's3' ? request.method : params.get('Action')) ?? '';
  const path = decodeURIComponent(url.pathname);
  return { asked: { call: `${service}:${action}`, region, path, params, body }, bytes };
}

/** What the services answer where there is nothing. */
function nothing({ call }: Asked): Answer {
  const [service, action] = call.split(':');
  if (service === 'ec2') return { body: `<${action}Response><requestId>1</requestId></${action}Response>` };
  if (service === 's3') return { body: '<ListBucketResult></ListBucketResult>' };
  if (['iam', 'sts', 'autoscaling', 'elasticloadbalancing'].includes(service ?? '')) {
    const who = action === 'GetCallerIdentity' ? '<Account>123456789012</Account>' : '';
    return { body: `<${action}Response><${action}Result>${who}</${action}Result></${action}Response>` };
  }
  return { body: '{}', headers: { 'content-type': 'application/x-amz-json-1.1' } };
}

/** How a service says no. */
export function refusal(code: string, message = 'no', status = 400): (asked: Asked) => Answer {
  return ({ call }) => {
    const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    if (call.startsWith('ec2:')) return { status, body: `<Response><Errors>${error}</Errors></Response>` };
    if (call.startsWith('s3:')) return { status, body: error };
    if (/^(?:iam|sts|autoscaling|elasticloadbalancing):/.test(call)) {
      return { status, body: `<ErrorResponse>${error}</ErrorResponse>` };
    }
    return {
      status,
      body: JSON.stringify({ __type: code, message }),
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
    };
  };
}

export const SECRET = 'secret-that-nobody-writes-down';

/**
 * A small AWS on this computer, for this test: the SDK is pointed to it by what it reads of its surroundings.
 * @returns what is asked, in order; and a way to answer otherwise from now on
 */
export async function startAws(
  t: TestContext,
  first: Answers = {},
): Promise<{ asked: Asked[]; calls: () => string[]; answer: (answers: Answers) => void }> {
  let answers = first;
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { asked: one } = await askedBy(request);
      asked.push(one);
      const { status = 200, headers = {}, body } = (await answers[one.call]?.(one)) ?? nothing(one);
      response.writeHead(status, headers);
      if (typeof body === 'string' || body instanceof Uint8Array) response.end(body);
      else {
        for await (const chunk of body) {
          if (!response.write(chunk)) await new Promise((done) => response.once('drain', done));
        }
        response.end();
      }
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const folder = await temporary(t);
  const before = { ...process.env };
  t.after(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_SESSION_TOKEN: `${SECRET}-token`,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  });
  return {
    asked,
    calls: () => asked.map(({ call }) => call),
    answer: (others) => {
      answers = others;
      asked.length = 0;
    },
  };
}
