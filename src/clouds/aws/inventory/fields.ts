import * as z from 'zod';

// The answers of EC2's and ELB's describe calls, as far as we read them (AWS API reference, EC2 2016-11-15).
// Fields that are not named here are passed over; a field that is missing or null is unknown.

export const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value));
export const count = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);
export const id = (prefix: string) => z.string().startsWith(prefix);

export function list<T extends z.ZodType>(element: T) {
  return z
    .array(element)
    .nullish()
    .transform((value) => value ?? []);
}

export const tags = list(z.object({ Key: z.string(), Value: z.string().nullish() }));

/** The object without its undefined fields, so that merging does not lose what another answer says. */
export function known<T extends object>(fields: T): T {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) Reflect.deleteProperty(fields, name);
  }
  return fields;
}

export function nameTag(all: z.output<typeof tags>): string | undefined {
  const name = all.find((tag) => tag.Key === 'Name')?.Value;
  return name === null || name === '' ? undefined : name;
}
