import * as z from 'zod';
import { endpointSchema } from '../channel.ts';

/**
 * Where the interface is served ("AWS Abuse Signal API endpoints and quotas", AWS General Reference, 2026-11-18). `global` sends
 * each request to one of the others, and is signed with SigV4a.
 */
export const ENDPOINTS = {
  'us-east-1': 'https://abuse.us-east-1.amazonaws.com',
  'us-west-2': 'https://abuse.us-west-2.amazonaws.com',
  'eu-west-2': 'https://abuse.eu-west-2.amazonaws.com',
  global: 'https://abuse.global.api.aws',
} as const;

export const settingsSchema = z.strictObject({
  enabled: z.boolean().default(true),
  region: z.enum(['us-east-1', 'us-west-2', 'eu-west-2', 'global']).default('us-east-1'),
  /** Another address of the same interface, such as a VPC endpoint. */
  endpoint: endpointSchema.optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
