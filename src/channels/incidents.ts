import type { Complaint } from '../model/complaint.ts';

/** A field of CSV (RFC 4180). A spreadsheet takes what begins so for a formula, and is kept from it. */
function field(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS = [
  'source_address',
  'first_seen_utc',
  'last_seen_utc',
  'type',
  'protocol',
  'source_port',
  'destination_address',
  'destination_ports',
  'count',
  'unit',
] as const;

/** The incidents as a table: one line each, times in UTC. */
export function incidentsCsv(complaints: readonly Complaint[]): string {
  const lines = complaints.map((complaint) => {
    const { actor, first, last, type, protocol, source_port, destination, count, unit } = complaint;
    return [
      actor,
      first,
      last,
      type,
      protocol ?? '',
      source_port ?? '',
      destination?.address ?? '',
      (destination?.ports ?? []).join(' '),
      count,
      unit,
    ];
  });
  return [COLUMNS, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** Several incidents together, in their order: at most so many, and so many bytes of evidence. */
export function bundles(
  complaints: readonly Complaint[],
  most: { complaints: number; bytes: number },
): [Complaint, ...Complaint[]][] {
  const found: [Complaint, ...Complaint[]][] = [];
  let bytes = 0;
  for (const complaint of complaints) {
    const size = complaint.evidence.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const open = found.at(-1);
    if (open !== undefined && open.length < most.complaints && bytes + size <= most.bytes) {
      open.push(complaint);
      bytes += size;
    } else {
      found.push([complaint]);
      bytes = size;
    }
  }
  return found;
}
