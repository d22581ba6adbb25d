import type { Capabilities, Firewall } from './firewall.ts';
import { liveFile, sheetOfFile } from './own-file.ts';
import type { OwnFile } from './own-file.ts';

/** What a web server can do: refuse clients, as long as its configuration says so. */
export const WEB_SERVER: Omit<Capabilities, 'triedWith'> = {
  timer: false,
  timerHint:
    'Leave --for out, and take the block back with `abusedesk block undo`; `at` can run it at a time.',
  shortest: { 4: 1, 6: 1 },
  families: [4, 6],
  directions: ['in'],
  port: false,
  survivesRestart: true,
};

/** A web server or proxy that reads its block from a file of ours. */
export function webServer(name: string, title: string, triedWith: string, file: OwnFile): Firewall {
  return {
    name,
    title,
    can: { ...WEB_SERVER, triedWith },
    render: (rules) => [sheetOfFile(file, rules)],
    live: liveFile(file),
  };
}
