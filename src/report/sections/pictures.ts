import { isOfHoneypot } from '../../model/pictures.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { fanOutPicture } from '../charts/fan-out.ts';
import { volumePicture } from '../charts/volume.ts';
import { bounded, section } from '../view.ts';
import type { View } from '../view.ts';

/** More series than this make no picture clearer; they are in case.json. */
const MAX_SERIES = 6;

export function volumeSection(view: View): Html {
  // Each keeps its number; the honeypot's stand in its own part.
  const series = view.document.series.map((one, i) => ({ one, i })).filter(({ one }) => !isOfHoneypot(one));
  if (series.length === 0) return html``;
  const { shown, more } = bounded(view, series, MAX_SERIES);
  return section(
    'traffic',
    view.words.volume.title,
    html`${shown.map(({ one, i }) => volumePicture(view, one, i))}${more}`,
  );
}

export function fanOutSection(view: View): Html {
  const fan = view.document.fan_out;
  if (fan === undefined || !fan.rows.some((row) => row.targets > 0)) return html``;
  return section('fan', view.words.fan.title, fanOutPicture(view, fan));
}
