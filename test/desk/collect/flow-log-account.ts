import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import { world } from '../../attribution/world.ts';
import { temporary } from '../../support.ts';
import { ACCOUNT, ec2, VPC } from './account.ts';
import type { Answers } from './aws-server.ts';

const SPAN = ['--from', '2026-11-20T14:00Z', '--to', '2026-11-20T14:30Z'];
export const QUESTION = ['collect', 'aws', '--address', '10.10.3.17', ...SPAN, '--out', 'evidence'];
export const FLOW_LOG = 'fl-0a1b2c3d4e5f60718';
/** The half hour of the question, 2026-11-20 14:00 UTC, in the account. */
export const KEY = {
  account: '123456789012',
  region: 'eu-central-1',
  from: 1_795_183_200,
  to: 1_795_185_000,
};

/** Fields of an answer in XML. */
export const xml = (parts: Readonly<Record<string, string>>): string =>
  Object.entries(parts)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');

/** The account with a flow log of its network. */
export const withFlowLog = (parts: Readonly<Record<string, string>>, others: Answers = {}): Answers => ({
  ...ACCOUNT,
  'ec2:DescribeFlowLogs': (asked) =>
    ec2(
      asked,
      `<flowLogSet><item>${xml({ flowLogId: FLOW_LOG, resourceId: VPC, flowLogStatus: 'ACTIVE', maxAggregationInterval: '60', ...parts })}</item></flowLogSet>`,
    ),
  ...others,
});

/** A line of a flow log in the default format. @param at seconds since 1970 */
export const line = (at: number): string =>
  `2 123456789012 eni-0a1b2c3d4e5f60718 10.10.3.17 198.51.100.7 40001 22 6 1 44 ${at} ${at + 59} ACCEPT OK`;

/** A folder in which the command is run again and again. */
export async function place(t: TestContext): Promise<{
  folder: string;
  run: (
    argv?: readonly string[],
    signal?: AbortSignal,
  ) => Promise<{ code: number; stdout: string; stderr: string }>;
  files: () => Promise<string[]>;
}> {
  const folder = await temporary(t);
  return {
    folder,
    run: async (argv = QUESTION, signal = new AbortController().signal) => {
      const { effects, written } = world(join(folder, 'home'), {
        cwd: () => folder,
        now: () => new Date('2026-11-21T00:00:00Z'),
      });
      const code = await main(argv, signal, effects);
      return { ...written, code };
    },
    files: async () => (await readdir(join(folder, 'evidence', 'eu-central-1', 'flow-logs'))).sort(),
  };
}
