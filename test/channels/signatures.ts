import { createECDH, createHash, createHmac, createPublicKey, verify } from 'node:crypto';

/*
 * Checks signatures of AWS by the public description ("Signature Version 4 signing process", IAM User Guide; the derivation of keys
 * of version 4a from NIST SP 800-108), written apart from the libraries that sign.
 */

export interface SignedRequest {
  method: string;
  /** Path with its question. */
  path: string;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface KeyPair {
  id: string;
  secret: string;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function canonicalRequest({ method, path, headers, body }: SignedRequest, names: readonly string[]): string {
  const [place = '', question = ''] = path.split('?');
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}\n`);
  return [
    method,
    place,
    question.split('&').sort().join('&'),
    lines.join(''),
    names.join(';'),
    sha256(body),
  ].join('\n');
}

/** Private key of version 4a: the first candidate of the counter mode that lies below the curve's order. */
export function publicKeyOf({ id, secret }: KeyPair): { x: string; y: string } {
  const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
  for (let counter = 1; counter < 255; counter++) {
    const input = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from('AWS4-ECDSA-P256-SHA256'),
      Buffer.from([0]),
      Buffer.from(id),
      Buffer.from([counter]),
      Buffer.from([0, 0, 1, 0]),
    ]);
    const candidate = BigInt(`0x${createHmac('sha256', `AWS4A${secret}`).update(input).digest('hex')}`);
    if (candidate > order - 2n) continue;
    const curve = createECDH('prime256v1');
    curve.setPrivateKey((candidate + 1n).toString(16).padStart(64, '0'), 'hex');
    const point = curve.getPublicKey();
    return { x: point.subarray(1, 33).toString('hex'), y: point.subarray(33).toString('hex') };
  }
  throw new Error('no key');
}

interface Authorization {
  algorithm: string;
  id: string;
  scope: string[];
  names: string[];
  signature: string;
}

function authorizationOf({ headers }: SignedRequest): Authorization {
  const { authorization = '' } = headers;
  const [, algorithm = '', id = '', scope = '', names = '', signature = ''] =
    /^(\S+) Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]+)$/.exec(authorization) ?? [];
  return { algorithm, id, scope: scope.split('/'), names: names.split(';'), signature };
}

/**
 * Why the signature does not hold; undefined: it does.
 * @param region that must be signed for; `*` for version 4a
 */
export function faultOf(
  request: SignedRequest,
  keys: KeyPair,
  { region, service }: { region: string; service: string },
): string | undefined {
  const { algorithm, id, scope, names, signature } = authorizationOf(request);
  const date = request.headers['x-amz-date'] ?? '';
  if (id !== keys.id) return `key ${id}`;
  if (!names.includes('host') || !names.includes('x-amz-date')) return `signed headers ${names.join(';')}`;
  const toSign = [algorithm, date, scope.join('/'), sha256(canonicalRequest(request, names))].join('\n');
  if (algorithm === 'AWS4-HMAC-SHA256') {
    if (scope.join('/') !== `${date.slice(0, 8)}/${region}/${service}/aws4_request`)
      return `scope ${scope.join('/')}`;
    const key = scope.reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${keys.secret}`);
    const expected = hmac(key, toSign).toString('hex');
    return expected === signature ? undefined : `signature ${signature}, not ${expected}`;
  }
  if (algorithm !== 'AWS4-ECDSA-P256-SHA256') return `algorithm ${algorithm}`;
  if (scope.join('/') !== `${date.slice(0, 8)}/${service}/aws4_request`) return `scope ${scope.join('/')}`;
  if (request.headers['x-amz-region-set'] !== region || !names.includes('x-amz-region-set'))
    return 'region set';
  const { x, y } = publicKeyOf(keys);
  const point = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: point(x), y: point(y) }, format: 'jwk' });
  return verify('sha256', Buffer.from(toSign), key, Buffer.from(signature, 'hex')) ? undefined : 'signature';
}
