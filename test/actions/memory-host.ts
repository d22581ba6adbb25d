import type { Host } from '../../src/actions/host.ts';

/** A computer that consists of files; each program succeeds, unless the test makes it fail. */
export interface MemoryHost extends Host {
  files: Map<string, string>;
  ran: string[];
  /** Programs (by their command line) that refuse, with what they say. */
  refusing: Map<string, string>;
}

export function memoryHost(files: Record<string, string> = {}): MemoryHost {
  const host: MemoryHost = {
    files: new Map(Object.entries(files)),
    ran: [],
    refusing: new Map(),
    run: (argv) => {
      const command = argv.join(' ');
      host.ran.push(command);
      const refusal = host.refusing.get(command);
      return Promise.resolve({ code: refusal === undefined ? 0 : 1, stdout: '', stderr: refusal ?? '' });
    },
    read: (path) => Promise.resolve(host.files.get(path)),
    write: (path, text) => {
      if (text === null) host.files.delete(path);
      else host.files.set(path, text);
      return Promise.resolve();
    },
    addresses: () => ['127.0.0.1', '203.0.113.10', 'fe80::1%eth0'],
    send: () => Promise.resolve(''),
  };
  return host;
}
