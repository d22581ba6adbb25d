import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporary } from '../../../test/support.ts';

/** Where `.ci/install` puts moto: a model of AWS' interfaces that keeps its state in memory. */
const MOTO = '/opt/abusedesk-tests/moto/bin/moto_server';
const PATIENCE_MS = 120_000;

/** The server of this process: it starts in seconds, and forgets all when it is asked to. */
let running: Promise<string> | undefined;
let server: ChildProcess | undefined;
after(() => server?.kill('SIGKILL'));

/** Starts it on a port that the system chooses. @returns its address */
async function started(): Promise<string> {
  if (!existsSync(MOTO)) throw new Error(`${MOTO} is not installed: bash .ci/install`);
  const child = spawn(MOTO, ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  server = child;
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (url !== undefined) return url;
    if (child.exitCode !== null || Date.now() > patience) throw new Error(`moto does not start: ${said}`);
    await sleep(50);
  }
}

/**
 * An AWS without anything in it, for this process and for those that it starts: what the SDK reads of its surroundings
 * points to the server.
 */
export async function emptyAws(t: TestContext): Promise<void> {
  const url = await (running ??= started());
  const reset = await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  if (!reset.ok) throw new Error(`moto does not forget: ${reset.status}`);
  const folder = await temporary(t);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  });
}
