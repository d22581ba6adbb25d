import { createHash, createHmac } from 'node:crypto';
import type { Hash, Hmac } from 'node:crypto';
import type { Settings } from './settings.ts';

/** "Sign requests using the service signing name abuse" (AWS Abuse Signal API User Guide, 2026-11-18). */
const SERVICE = 'abuse';

/** What is hashed, as AWS's libraries hand it over. */
type Source = string | ArrayBuffer | ArrayBufferView;

/** What a request is signed with. */
interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

function bytesOf(data: Source): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** SHA-256 as AWS's libraries ask for it, by Node's own. */
class Sha256 {
  readonly #secret: Source | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Source) {
    this.#secret = secret;
    this.#hash = this.#fresh();
  }

  #fresh(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.#secret));
  }

  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }

  reset(): void {
    this.#hash = this.#fresh();
  }
}

/** Finds credentials as all programs of AWS do. @throws the SDK's error where there are none */
export async function credentialsOf(): Promise<Credentials> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider()();
}

/**
 * The headers of a signed request.
 * @param region `global` is signed with SigV4a for every region, else with SigV4
 * @param now the moment of the signature; it holds for five minutes
 */
export async function signedHeaders(
  { method, url, body }: { method: 'GET' | 'POST'; url: URL; body?: string },
  region: Settings['region'],
  credentials: Credentials,
  now: Date,
): Promise<Record<string, string>> {
  const request = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: {
      host: url.host,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  };
  const init = { credentials, service: SERVICE, sha256: Sha256 };
  const everywhere = region === 'global';
  const signer = everywhere
    ? new (await import('@smithy/signature-v4a')).SignatureV4a({ ...init, region: '*' })
    : new (await import('@smithy/signature-v4')).SignatureV4({ ...init, region });
  const signed: { headers: Record<string, string> } = await signer.sign(request, { signingDate: now });
  // The client writes the host itself, from the same address.
  const { host: _host, ...headers } = signed.headers;
  return headers;
}
