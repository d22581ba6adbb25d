import { posix, win32 } from 'node:path';
import * as z from 'zod';
import { secretNameSchema } from '../channels/channel.ts';

/** Where a case index lies. */
export type IndexPlace =
  | { kind: 'sqlite'; path: string }
  | {
      kind: 'postgres';
      /** A name or an address, or the folder of a socket. */
      host: string;
      port: number;
      database: string;
      user?: string;
    };

const POSTGRES = /^postgres(?:ql)?:\/\//;
const PORT = 5432;
/** A name of a user or a database, as far as one is asked for. */
const NAME = /^[^\p{Cc}/?#]{1,63}$/u;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `postgres://USER@HOST:PORT/DATABASE`, or `postgres:///DATABASE?host=/folder/of/the/socket&user=USER`. */
function postgresPlace(text: string): IndexPlace | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hostname, port, username, password, pathname, searchParams, hash } = new URL(text);
  const asked = [...searchParams.keys()];
  if (password !== '' || hash !== '' || new Set(asked).size < asked.length) return undefined;
  if (asked.some((key) => key !== 'host' && key !== 'user')) return undefined;
  const socket = searchParams.get('host');
  const database = decoded(pathname.slice(1));
  const user = searchParams.get('user') ?? decoded(username);
  if (database === undefined || !NAME.test(database) || user === undefined) return undefined;
  if (user !== '' && !NAME.test(user)) return undefined;
  // One place, not two; and a socket's folder is named from the root.
  if ((socket === null) === (hostname === '') || (socket !== null && !posix.isAbsolute(socket)))
    return undefined;
  return {
    kind: 'postgres',
    host: socket ?? hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? PORT : Number(port),
    database,
    ...(user !== '' && { user }),
  };
}

/** The place of a case index, or undefined where the text names none. */
export function indexPlace(text: string): IndexPlace | undefined {
  if (POSTGRES.test(text)) return postgresPlace(text);
  const path = /^sqlite:([^\p{Cc}]+)$/u.exec(text)?.[1];
  if (path === undefined || !(posix.isAbsolute(path) || win32.isAbsolute(path))) return undefined;
  return { kind: 'sqlite', path };
}

/** The team's index of cases. */
export const caseIndexSchema = z.strictObject({
  index: z.string().refine((text) => indexPlace(text) !== undefined, {
    // What was written may hold a password.
    error: () =>
      'this is no place of a case index; write sqlite:/absolute/path, postgres://USER@HOST/DATABASE without a password, ' +
      'or postgres:///DATABASE?host=/folder/of/the/socket',
  }),
  /** The environment variable that holds the password. */
  password_env: secretNameSchema.optional(),
});
