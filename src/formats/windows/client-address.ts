/**
 * The address of `203.0.113.9`, `203.0.113.9:52114`, `[2001:db8::9]:52114` and `[2001:db8::9]`, as Remote Desktop writes its
 * clients.
 * @returns what is there if it is none of these
 */
export function hostOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [, bracketed] = /^\[([0-9a-f:.%]{2,64})\](?::\d{1,5})?$/i.exec(text) ?? [];
  const [, plain] = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(text) ?? [];
  return bracketed ?? plain ?? text;
}
