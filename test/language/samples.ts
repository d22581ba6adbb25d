import { quoted } from '../../src/model/message.ts';

/**
 * Parameters of each message of a room; together the samples of one take every turn that its sentence has. They stand
 * beside the room's tests, as `message-samples.ts`, and are found there.
 */
export type SamplesOf<Catalogue> = { [Key in keyof Catalogue]: Catalogue[Key][] };

/** A message within another. */
export const part = quoted('PART');
export const when = { from: '2026-11-20T14:31:07Z', to: '2026-11-20T15:02:44Z' };
export const log = { from: '2026-11-20T14:31:07Z', to: '2026-11-21T15:02:44Z' };
export const place = { provider: 'Amazon Web Services', regions: ['us-east-1', 'eu-west-1'] };
