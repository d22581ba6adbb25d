/** Steps of a time axis in seconds, from a second to a year. */
const TIME_STEPS = [
  1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
  1_209_600, 2_592_000, 7_776_000, 31_536_000,
] as const;

/**
 * Marks of a time axis, aligned to UTC.
 * @param from,to milliseconds since 1970
 */
export function timeTicks(from: number, to: number, most: number): { at: number; label: string }[] {
  const seconds = Math.max(1, (to - from) / 1000);
  const step = (TIME_STEPS.find((size) => seconds / size <= most) ?? 31_536_000) * 1000;
  const ticks: { at: number; label: string }[] = [];
  let day = '';
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 50; at += step) {
    const text = new Date(at).toISOString();
    const date = text.slice(0, 10);
    const clock = text.slice(11, step < 60_000 ? 19 : 16);
    ticks.push({ at, label: step >= 86_400_000 ? date : date === day ? clock : `${date.slice(5)} ${clock}` });
    day = date;
  }
  return ticks;
}

/** 1, 2 or 5 times a power of ten; of bytes a power of two, so that each mark is a round number of its unit. */
function stepOf(rough: number, bytes: boolean): number {
  if (bytes) return 2 ** Math.ceil(Math.log2(rough));
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

/** Round marks from 0 up to the first at or above `most`. */
export function valueTicks(most: number, count: number, bytes: boolean): number[] {
  const step = Math.max(stepOf(Math.max(most, 1) / count, bytes), 1);
  const ticks: number[] = [];
  for (let value = 0; ticks.length < 12; value += step) {
    ticks.push(value);
    if (value >= most) break;
  }
  return ticks;
}
