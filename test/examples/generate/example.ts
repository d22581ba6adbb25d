import { gzipSync } from 'node:zlib';

/** An example folder as it is made: file paths in the folder, and what is true about it. */
export interface Example {
  name: string;
  files: Map<string, Buffer>;
  truth: object;
}

/** One ip-ranges.json line: prefix, service, region. */
export type Prefix = readonly [prefix: string, services: readonly string[], region: string];

/** An excerpt of ip-ranges.json in its layout; prefixes as AWS published them then. */
export function rangesExcerpt(published: string, prefixes: readonly Prefix[], borders: boolean): Buffer {
  const rows = (v6: boolean): Record<string, string>[] =>
    prefixes
      .filter(([prefix]) => prefix.includes(':') === v6)
      .flatMap(([prefix, services, region]) =>
        services.map((service) => ({
          [v6 ? 'ipv6_prefix' : 'ip_prefix']: prefix,
          region,
          service,
          ...(borders && { network_border_group: region }),
        })),
      );
  const file = {
    syncToken: String(Date.parse(published) / 1000),
    createDate: published.slice(0, 19).replaceAll(/[T:]/g, '-'),
    prefixes: rows(false),
    ipv6_prefixes: rows(true),
  };
  return Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
}

export function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 4)}\n`);
}

export function gzip(text: string): Buffer {
  return gzipSync(text, { level: 9 });
}
