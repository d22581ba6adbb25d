import * as z from 'zod';

/** A state of something in the cloud, as plain JSON: it is compared, and written into the journal. */
const stateSchema = z.json();
export type State = z.infer<typeof stateSchema>;

/** What is changed; each has a way to be read and to be written in `ways/`. */
const KINDS = [
  'mark',
  'termination_protection',
  'shutdown_behavior',
  'disk',
  'flow_log',
  'snapshots',
  'minimum',
  'standby',
  'group',
  'interface_groups',
  'acl_entry',
  'running',
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * One change, as data: a thing of the cloud, its state as the plan saw it, and the state that it shall have. Undo makes
 * `before` of `after`, by a process that knows nothing else.
 */
const changeSchema = z.strictObject({
  kind: z.enum(KINDS),
  /** Of what: `i-…`, `eni-…`, `acl-…`, the name of a group. */
  target: z.string().min(1).max(300),
  /** What else names it: the device of a disk, the VPC of a group, number and direction of an entry. */
  at: z.record(z.string().max(60), z.union([z.string().max(2048), z.number(), z.boolean()])),
  before: stateSchema,
  after: stateSchema,
});
export type Change = z.infer<typeof changeSchema>;

function canonical(state: State): State {
  if (Array.isArray(state)) return state.map(canonical);
  if (typeof state !== 'object' || state === null) return state;
  const entries = Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, canonical(value)]));
}

/** As text, whatever order its names are in. */
export const stateText = (state: State): string => JSON.stringify(canonical(state));

export const sameState = (a: State, b: State): boolean => stateText(a) === stateText(b);

/** Names of the groups that a plan makes: `abusedesk-contain-1f2e3d4c-open`. */
export const GROUP_NAMES = 'abusedesk-contain-';

/** One plan, as it is written into a file and handed to `apply`. */
export const planSchema = z.object({
  schema: z.literal('abusedesk.contain/1'),
  id: z.string().regex(/^[0-9a-f]{8}$/),
  made: z.iso.datetime(),
  region: z.string().min(1).max(60),
  instance: z.string().regex(/^i-[0-9a-f]{8,17}$/),
  account: z.string().optional(),
  /** The instance's network interfaces, by whose addresses flow records are looked for. */
  interfaces: z.array(z.object({ id: z.string(), addresses: z.array(z.string()) })),
  changes: z.array(changeSchema).max(500),
});
export type Plan = z.infer<typeof planSchema>;
