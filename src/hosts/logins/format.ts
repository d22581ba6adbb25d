import { worded } from '../../model/evidence-worded.ts';
import type { AttachmentFormat, Head, Recognition } from '../../formats/format.ts';
import { ZONE } from '../../tables/zones.ts';
import { layoutOf } from './layout.ts';
import { areLogins, loginFileOf } from './read.ts';

function recognise({ bytes, name, whole }: Head): Recognition | undefined {
  if (!areLogins(bytes, name, whole)) return undefined;
  const size = layoutOf(bytes)?.size ?? 0;
  return {
    confidence: loginFileOf(name) === undefined ? 0.8 : 0.95,
    because: worded('evLoginRecords', { bytes: size }),
  };
}

/** Records of logins of a Linux host: wtmp, btmp, utmp. */
export const LOGIN_RECORDS: AttachmentFormat = {
  name: 'login-records',
  title: 'Logins of a Linux host as its files have them: wtmp, btmp, utmp',
  sample: '',
  kind: 'attachment',
  role: 'host logins',
  zone: ZONE.seconds,
  recognise,
};
