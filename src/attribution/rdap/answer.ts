import * as z from 'zod';
import { UserError } from '../../base/errors.ts';
import type { Registration } from '../../model/source.ts';
import { parseAddress } from '../../net/address.ts';
import type { Address } from '../../net/address.ts';
import { isHostName } from '../../net/host-name.ts';
import { numberOf } from '../../net/prefix.ts';
import { isRegistryMail, isRegistryName, isWiderThanAnyHolder, saysElsewhere } from './registries.ts';

/*
 * What a registry answers about an address: an "IP network" (RFC 9083, section 5.4) with entities, each with roles and a
 * business card (jCard, RFC 7095). The contact for abuse may be at the network or at any entity below it.
 */

/** Entities below entities, and all together: more is no registry's answer. */
const MAX_DEPTH = 8;
const MAX_ENTITIES = 500;
const MAX_TEXT = 200;

const text = z.string().transform((value) => value.slice(0, MAX_TEXT));
const entitySchema = z.object({
  handle: text.optional().catch(undefined),
  roles: z.array(z.string()).catch([]),
  vcardArray: z
    .tuple([z.literal('vcard'), z.array(z.unknown())])
    .optional()
    .catch(undefined),
  entities: z.array(z.unknown()).catch([]),
});
const networkSchema = z.object({
  objectClassName: z.literal('ip network'),
  handle: text.optional().catch(undefined),
  startAddress: text,
  endAddress: text,
  name: text.optional().catch(undefined),
  country: text.optional().catch(undefined),
  type: text.optional().catch(undefined),
  remarks: z.array(z.unknown()).catch([]),
  entities: z.array(z.unknown()).catch([]),
});
const remarkSchema = z.object({ description: z.array(text) });

interface Entity {
  roles: string[];
  depth: number;
  name?: string;
  mails: string[];
}

/** Narrower than RFC 5321, 4.1.2: nothing that a shell, a mail program or a `mailto:` takes for more than a part of a name. */
const LOCAL_PART = /^[a-z\d](?:[\w.+=-]{0,62}[\w+=-])?$/i;

function isMail(text: string): boolean {
  const at = text.lastIndexOf('@');
  return LOCAL_PART.test(text.slice(0, Math.max(0, at))) && isHostName(text.slice(at + 1).toLowerCase());
}

/** Values of one kind of property of a jCard: `["email", {}, "text", "abuse@example.net"]`. */
function cardValues(card: readonly unknown[], kind: string): string[] {
  return card.flatMap((property) => {
    if (!Array.isArray(property) || property[0] !== kind || typeof property[3] !== 'string') return [];
    const value = property[3].replace(/^mailto:/i, '').trim();
    return value === '' || value.length > MAX_TEXT ? [] : [value];
  });
}

/** All entities, the nearest to the network first. */
function entitiesOf(network: z.infer<typeof networkSchema>): Entity[] {
  const found: Entity[] = [];
  let level = network.entities;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      const parsed = entitySchema.safeParse(value);
      if (!parsed.success) continue;
      if (found.length >= MAX_ENTITIES) return found;
      const { roles, vcardArray, entities } = parsed.data;
      const card = vcardArray?.[1] ?? [];
      const [name] = cardValues(card, 'fn');
      const mails = cardValues(card, 'email').filter(isMail);
      found.push({ roles, depth, mails, ...(name !== undefined && { name }) });
      next.push(...entities);
    }
    level = next;
  }
  return found;
}

/** What the registry itself says of the network: its type, and the lines of its remarks. */
function saidOf({ type, remarks }: z.infer<typeof networkSchema>): string[] {
  const lines = remarks.slice(0, MAX_ENTITIES).flatMap((remark) => {
    const parsed = remarkSchema.safeParse(remark);
    return parsed.success ? parsed.data.description.slice(0, MAX_ENTITIES) : [];
  });
  return type === undefined ? lines : [type, ...lines];
}

/** First and last address of a network; undefined: it is none that the address is in. */
function spanAround(
  start: string,
  end: string,
  address: Address,
): { from: Address; to: Address } | undefined {
  const [from, to] = [parseAddress(start), parseAddress(end)];
  if (from?.family !== address.family || to?.family !== address.family) return undefined;
  const at = numberOf(address);
  return numberOf(from) <= at && at <= numberOf(to) ? { from, to } : undefined;
}

/**
 * Reads what a registry answers.
 * @param address the one that was asked about
 * @param server the registry's host, for the record; @param asked when, ISO 8601
 * @throws UserError when it is no network, or one that the address is not in
 */
export function readAnswer(value: unknown, address: Address, server: string, asked: string): Registration {
  const parsed = networkSchema.safeParse(value);
  if (!parsed.success) throw new UserError(`${server} answers something else than a network (RDAP)`);
  const network = parsed.data;
  const entities = entitiesOf(network);
  const holder = entities.find(({ roles, name }) => roles.includes('registrant') && name !== undefined)?.name;
  const { handle, startAddress, endAddress, name, country } = network;
  const span = spanAround(startAddress, endAddress, address);
  if (span === undefined)
    throw new UserError(`${server} answers about another network than that of ${address.text} (RDAP)`);
  // A registry's block holds what it has given to nobody, or what another registry knows: its contact is nobody's operator.
  const catchAll =
    isRegistryName(name) ||
    isRegistryName(holder) ||
    isWiderThanAnyHolder(span.from, span.to) ||
    saidOf(network).some(saysElsewhere);
  const contacts = entities.filter(({ roles, mails }) => roles.includes('abuse') && mails.length > 0);
  const mails = contacts.flatMap((contact) => contact.mails.map((mail) => mail.toLowerCase()));
  const abuse = catchAll ? [] : [...new Set(mails)].filter((mail) => !isRegistryMail(mail));
  return {
    server,
    asked,
    from: span.from.text,
    to: span.to.text,
    ...(handle !== undefined && { handle }),
    ...(name !== undefined && { name }),
    ...(country !== undefined && { country }),
    ...(holder !== undefined && { holder }),
    abuse,
    ...(catchAll && { catch_all: true }),
  };
}
