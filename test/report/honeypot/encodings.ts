import { numberOf } from '../../../src/net/prefix.ts';
import { parseAddress } from '../../../src/net/address.ts';

const reversed = (text: string): string => text.split('').toReversed().join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64').replaceAll('=', '');
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** As languages and programs group digits. */
const GROUPS = [',', '.', ' ', '\u00a0', '\u202f', "'", '’', '_'];

/** A number of eight digits or more as somebody might find it again. */
export function formsOfNumber(value: number): string[] {
  const decimal = String(value);
  const first = decimal.slice(0, 6);
  return [
    decimal,
    reversed(decimal),
    first,
    ...GROUPS.map((mark) => decimal.replaceAll(/\B(?=(?:\d{3})+$)/g, mark)),
    value.toString(16),
    value.toString(16).toUpperCase(),
    value.toString(8),
    value.toString(2),
    value.toString(36),
    value.toExponential(5),
    base64(decimal),
    hex(decimal),
  ];
}

export function formsOfText(text: string): string[] {
  return [
    text,
    text.toUpperCase(),
    reversed(text),
    base64(text),
    hex(text),
    hex(text).toUpperCase(),
    text.slice(0, Math.max(8, Math.floor(text.length / 2))),
    text.replaceAll(/./gs, (character) => `&#${character.charCodeAt(0)};`),
    encodeURIComponent(text),
  ];
}

/** An address, and the networks that it lies in. */
export function formsOfAddress(address: string): string[] {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new TypeError(address);
  const number = numberOf(parsed);
  if (parsed.family === 6) {
    const digits = number.toString(16).padStart(32, '0');
    const groups = digits.match(/.{4}/g) ?? [];
    return [
      ...formsOfText(address),
      digits,
      number.toString(),
      groups.join(':'),
      groups.slice(0, 3).join(':'),
      reversed(digits),
    ];
  }
  const octets = address.split('.').map(Number);
  const plain = Number(number & 0xffff_ffffn);
  return [
    ...formsOfText(address),
    octets.slice(0, 3).join('.'),
    octets.toReversed().join('.'),
    octets.join('-'),
    octets.map((octet) => octet.toString(16).padStart(2, '0')).join(''),
    octets.map((octet) => String(octet).padStart(3, '0')).join('.'),
    ...formsOfNumber(plain),
  ];
}

export function formsOfDay(day: string): string[] {
  const at = Date.parse(`${day}T00:00:00Z`);
  const digits = day.replaceAll('-', '');
  return [
    day,
    digits,
    day.slice(0, 7),
    day.split('-').toReversed().join('.'),
    String(at),
    String(at / 1000),
    reversed(digits),
  ];
}
