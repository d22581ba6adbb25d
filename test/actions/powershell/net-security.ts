import assert from 'node:assert/strict';
import { parsePrefix } from '../../../src/net/prefix.ts';
import type { Prefix } from '../../../src/net/prefix.ts';
import { Interpreter } from './run.ts';
import type { Call, Value } from './run.ts';
import { parsePowerShell } from './tree.ts';

/** A rule of the firewall, as far as the scripts use it. */
export interface FirewallRule {
  group: string;
  direction: 'Inbound' | 'Outbound';
  protocol: string | undefined;
  port: string | undefined;
  addresses: Prefix[];
}

/** A rule that Windows brings, which no script of ours may touch. */
export const OTHERS = {
  group: 'Core Networking',
  direction: 'Inbound',
  protocol: 'UDP',
  port: '68',
  addresses: [],
} as const;

interface Task {
  name: string;
  at: Date;
  /** The script that it runs. */
  command: string;
}

/** A task that comes again and again: what it runs, and when. */
interface Recurring {
  name: string;
  actions: string[];
  triggers: string[];
}

/** A word or a number, as text. */
function textOf(value: unknown): string {
  assert.ok(typeof value === 'string' || typeof value === 'number', 'a word is expected');
  return `${value}`;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function member(value: unknown, name: string): string {
  assert.ok(typeof value === 'object' && value !== null && name in value, `it has no ${name}`);
  return textOf(Object.entries(value).find(([key]) => key === name)?.[1]);
}

/** How many addresses a rule may have here; more make Windows slow. */
const MAX_ADDRESSES = 1000;

/**
 * A small model of Windows' NetSecurity and ScheduledTasks cmdlets (Microsoft Learn): their named parameters, and what
 * they do to the rules. A cmdlet or a parameter that is not modelled is an error.
 */
export class Windows {
  rules: FirewallRule[] = [];
  tasks: Task[] = [];
  recurring: Recurring[] = [];
  /** Dynamic keyword addresses by their id; undefined: a build before 20348, which has no such cmdlets. */
  keywords: Map<string, Prefix[]> | undefined = new Map();
  now = new Date('2026-11-29T19:17:00Z');
  /** After this many calls the computer stops; to see what a script leaves behind. */
  callsLeft = Infinity;
  /** The rules after each call. */
  readonly history: FirewallRule[][] = [];

  async run(script: string): Promise<void> {
    new Interpreter((call) => this.#call(call)).run(await parsePowerShell(script));
  }

  /** The time goes on; tasks that are due run. */
  async pass(seconds: number): Promise<void> {
    this.now = new Date(this.now.getTime() + seconds * 1000);
    const due = this.tasks.filter(({ at }) => at <= this.now);
    this.tasks = this.tasks.filter(({ at }) => at > this.now);
    for (const { command } of due) await this.run(command);
  }

  #call(call: Call): Value[] {
    if (this.callsLeft-- <= 0) throw new Error('the computer has stopped');
    const cmdlet = this.#cmdlets[call.name];
    const lacks = this.keywords === undefined && call.name.includes('DynamicKeyword');
    assert.ok(cmdlet && !lacks, `no such cmdlet: ${call.name}`);
    const [allowed, body] = cmdlet;
    for (const name of call.parameters.keys())
      assert.ok(allowed.includes(name), `${call.name} has no -${name} here`);
    const output = body(call);
    this.history.push(this.rules.map((rule) => ({ ...rule })));
    return output;
  }

  readonly #cmdlets: Record<string, [allowed: string[], body: (call: Call) => Value[]]> = {
    'Out-Null': [[], () => []],
    'Get-Date': [[], () => [this.now]],
    'Get-NetFirewallRule': [
      ['Group', 'ErrorAction'],
      ({ parameters }) => this.rules.filter(({ group }) => group === parameters.get('Group')),
    ],
    'New-NetFirewallRule': [
      [
        'DisplayName',
        'Group',
        'Direction',
        'Action',
        'Protocol',
        'LocalPort',
        'RemotePort',
        'RemoteAddress',
        'RemoteDynamicKeywordAddresses',
      ],
      ({ parameters }) => [this.#newRule(parameters)],
    ],
    'Remove-NetFirewallRule': [
      [],
      ({ input }) => {
        assert.ok(input, 'Remove-NetFirewallRule without input removes every rule of the computer');
        this.rules = this.rules.filter((rule) => !input.includes(rule));
        return [];
      },
    ],
    'New-NetFirewallDynamicKeywordAddress': [
      ['Id', 'Keyword', 'Addresses', 'ErrorAction'],
      ({ parameters }) => {
        const id = keywordId(parameters.get('Id'));
        textOf(parameters.get('Keyword'));
        if (this.keywords!.has(id)) {
          assert.equal(parameters.get('ErrorAction'), 'SilentlyContinue', `${id} is there already`);
        } else this.keywords!.set(id, addressesOf(parameters.get('Addresses')));
        return [];
      },
    ],
    'Update-NetFirewallDynamicKeywordAddress': [
      ['Id', 'Addresses', 'Append'],
      ({ parameters }) => {
        const id = keywordId(parameters.get('Id'));
        const before = this.keywords!.get(id);
        assert.ok(before, `there is no keyword ${id}`);
        const kept = parameters.get('Append') === true ? before : [];
        this.keywords!.set(id, [...kept, ...addressesOf(parameters.get('Addresses'))]);
        return [];
      },
    ],
    'Remove-NetFirewallDynamicKeywordAddress': [
      ['Id', 'ErrorAction'],
      ({ parameters }) => {
        for (const id of listOf(parameters.get('Id'))) {
          const removed = this.keywords!.delete(keywordId(id));
          assert.ok(removed || parameters.get('ErrorAction') === 'SilentlyContinue');
        }
        return [];
      },
    ],
    'New-ScheduledTaskAction': [
      ['Execute', 'Argument'],
      ({ parameters }) => {
        const program = textOf(parameters.get('Execute'));
        const words = textOf(parameters.get('Argument'));
        const [, command] = /^-NoProfile -NonInteractive -Command "([^"]*)"$/.exec(words) ?? [];
        if (command === undefined) return [{ line: `${program} ${words}` }];
        assert.equal(program, 'powershell.exe');
        return [{ command }];
      },
    ],
    'New-ScheduledTaskTrigger': [
      ['Once', 'At', 'Daily', 'AtStartup'],
      ({ parameters }) => {
        if (parameters.has('Once')) return [parameters.get('At')!];
        const kinds = ['Daily', 'AtStartup'].filter((name) => parameters.get(name) === true);
        assert.equal(kinds.length, 1, 'a trigger is of one kind');
        return [{ when: parameters.has('At') ? `${kinds[0]} ${textOf(parameters.get('At'))}` : kinds[0] }];
      },
    ],
    'New-ScheduledTaskSettingsSet': [
      ['StartWhenAvailable', 'AllowStartIfOnBatteries'],
      () => [{ settings: true }],
    ],
    'Register-ScheduledTask': [
      ['TaskName', 'User', 'RunLevel', 'Action', 'Trigger', 'Settings', 'Force'],
      ({ parameters }) => {
        const name = textOf(parameters.get('TaskName'));
        const at = parameters.get('Trigger');
        const action = parameters.get('Action');
        if (!(at instanceof Date)) {
          const actions = listOf(action).map((one) => member(one, 'line'));
          const triggers = listOf(at).map((one) => member(one, 'when'));
          this.recurring = [
            ...this.recurring.filter((task) => task.name !== name),
            { name, actions, triggers },
          ];
          return [{ name }];
        }
        assert.ok(at instanceof Date && typeof action === 'object' && 'command' in action);
        this.tasks = [
          ...this.tasks.filter((task) => task.name !== name),
          { name, at, command: textOf(action.command) },
        ];
        return [{ name }];
      },
    ],
    'Unregister-ScheduledTask': [
      ['TaskName', 'Confirm', 'ErrorAction'],
      ({ parameters }) => {
        assert.equal(parameters.get('Confirm'), false, 'it would ask');
        this.tasks = this.tasks.filter(({ name }) => name !== parameters.get('TaskName'));
        return [];
      },
    ],
  };

  #newRule(parameters: Call['parameters']): FirewallRule {
    const addresses = this.#addresses(parameters);
    assert.equal(parameters.get('Action'), 'Block');
    const direction = parameters.get('Direction');
    assert.ok(direction === 'Inbound' || direction === 'Outbound');
    const port = parameters.get(direction === 'Inbound' ? 'LocalPort' : 'RemotePort');
    const rule: FirewallRule = {
      group: textOf(parameters.get('Group')),
      direction,
      protocol: parameters.has('Protocol') ? textOf(parameters.get('Protocol')) : undefined,
      port: port === undefined ? undefined : textOf(port),
      get addresses() {
        return addresses();
      },
    };
    this.rules.push(rule);
    return rule;
  }

  /** What a rule is for: its own addresses, or what the keywords that it names have at the time. */
  #addresses(parameters: Call['parameters']): () => Prefix[] {
    const named = parameters.get('RemoteDynamicKeywordAddresses');
    if (named !== undefined) {
      assert.ok(!parameters.has('RemoteAddress'));
      const ids = listOf(named).map(keywordId);
      assert.ok(
        ids.length > 0 && ids.every((id) => this.keywords!.has(id)),
        'a rule names no keyword of old',
      );
      return () => ids.flatMap((id) => this.keywords!.get(id) ?? []);
    }
    const given = parameters.get('RemoteAddress');
    const texts = listOf(given);
    assert.ok(given !== undefined && texts.length > 0, 'a rule without addresses is for everybody');
    assert.ok(texts.length <= MAX_ADDRESSES);
    const addresses = texts.map(prefixOf);
    return () => addresses;
  }
}

function prefixOf(text: unknown): Prefix {
  const prefix = parsePrefix(textOf(text));
  assert.ok(prefix, `not an address: ${textOf(text)}`);
  return prefix;
}

/** A keyword's addresses: one text, with commas. */
function addressesOf(value: unknown): Prefix[] {
  const texts = textOf(value).split(',');
  assert.ok(texts.length <= MAX_ADDRESSES);
  return texts.map(prefixOf);
}

/** An id is a GUID in braces. */
function keywordId(value: unknown): string {
  const text = textOf(value);
  assert.match(text, /^\{[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}$/);
  return text;
}
