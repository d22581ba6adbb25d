/**
 * The report's look: system fonts, two accents (ours, theirs), red only for what must be done now, light and
 * dark, paper. Contrast of every text colour on its ground is 4.5:1 or more.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d5d9de; --wash: #f5f6f8;
  --ours: #0a5a9c; --ours-wash: #e8f1f9; --theirs: #8f4a00; --theirs-wash: #fbf1e6; --now: #b3121d; --edge: #0003;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Hiragino Sans", "Yu Gothic UI", "Apple SD Gothic Neo", "Malgun Gothic", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK JP", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e4e7ea; --soft: #a2abb5; --line: #363d45; --wash: #1c2127;
    --ours: #7ab8f0; --ours-wash: #16293a; --theirs: #eda55c; --theirs-wash: #33260f; --now: #ff8b85; --edge: #000b;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
:lang(ja) { line-break: strict; } :lang(ko) { word-break: keep-all; }
main, header, footer { max-width: 1100px; margin: 0 auto; padding: 0 32px; }
header { padding-top: 28px; color: var(--soft); font-size: .875rem; display: flex; flex-wrap: wrap; gap: 0 24px; justify-content: space-between; }
header p { margin: 0; }
footer { margin-top: 56px; padding-top: 16px; padding-bottom: 40px; color: var(--soft); font-size: .875rem; }
h1 { font-size: 1.6rem; line-height: 1.38; font-weight: 600; margin: .25em 0 .5em; letter-spacing: -.005em; text-wrap: pretty; }
h2 { font-size: 1.15rem; line-height: 1.3; font-weight: 650; margin: 0 0 .8em; }
h3 { font-size: 1rem; line-height: 1.45; font-weight: 600; margin: 1.6em 0 .5em; }
h4 { font-size: .9rem; margin: 1em 0 .3em; }
p { margin: 0 0 .7em; } ul, ol { margin: 0 0 .8em; padding-left: 1.4em; } li { margin: .2em 0; }
h2 + article > h3:first-child, article > h3:first-child { margin-top: 0; }
a { color: var(--ours); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--ours); outline-offset: 2px; }
section { margin-top: 52px; padding-top: 20px; border-top: 1px solid var(--line); }
section#answer { margin-top: 28px; padding-top: 0; border-top: 0; }
section#clock, section#now, section#also { margin-top: 22px; padding-top: 16px; }
.soft { color: var(--soft); } .nowrap, .time, time, .local { white-space: nowrap; }
.certainty { display: flex; align-items: center; gap: 8px; margin: 0; font-weight: 600; }
.mark circle, .mark path { fill: none; stroke: currentColor; stroke-width: 2; } .mark .full { fill: currentColor; }
.because, .facts { max-width: 76ch; } .facts { padding-left: 1.2em; }
.lead { font-size: 1.0625rem; }
#left { font-size: 1.35rem; font-weight: 600; margin-bottom: .15em; } #left.now { color: var(--now); } #left::first-letter { text-transform: uppercase; }
nav { margin-top: 28px; font-size: .875rem; color: var(--soft); }
nav ul { display: inline; padding: 0; } nav li { display: inline-block; margin: 0 14px 0 0; }
code, .mono { font-family: var(--mono); } code { font-size: .92em; white-space: nowrap; font-variant-ligatures: none; }
h1 .stopped { display: block; font-size: 1.0625rem; font-weight: 500; margin-top: .5em; }
h1 code { font-size: .88em; font-weight: 600; }
code.copy { cursor: copy; border-radius: 3px; } code.copy:hover { background: var(--wash); } code.done { background: var(--ours-wash); }
code.path { white-space: normal; overflow-wrap: anywhere; } code.long { white-space: normal; overflow-wrap: anywhere; }
dl { display: grid; gap: .3em 24px; margin: 0 0 1em; }
dl > div { display: grid; grid-template-columns: 11.5em minmax(0, 1fr); gap: 16px; }
dt { color: var(--soft); } dt::first-letter { text-transform: uppercase; } dd { margin: 0; max-width: 76ch; } dd ul { padding-left: 1.1em; margin: 0; }
dl.figures { grid-template-columns: repeat(auto-fill, minmax(min(11.5em, 45%), 1fr)); gap: .7em 24px; } dl.figures > div { grid-template-columns: minmax(0, 1fr); gap: 0; align-content: start; } .figures dt { font-size: .875rem; } .figures dd { overflow-wrap: anywhere; } .figures .nowrap, .figures time, .figures .local { white-space: normal; }
.word { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
pre.line { margin: 2px 0 8px; padding: 6px 10px; }
article { margin: 0 0 28px; } article.finding { padding-left: 16px; border-left: 3px solid var(--line); } article.finding.high { border-left-color: var(--theirs); }
article.finding > h3 { margin: 0 0 .2em; max-width: 76ch; }
.verdict { background: var(--wash); border-radius: 6px; padding: 14px 16px; margin: 0 0 1em; } .verdict > :last-child { margin-bottom: 0; }
details { margin: 0 0 .8em; } summary { cursor: pointer; color: var(--ours); width: fit-content; padding: 2px 0; }
details > :nth-child(2) { margin-top: .5em; }
.block { position: relative; margin: .3em 0 .8em; } .block button { position: absolute; top: 6px; right: 6px; }
button { font: inherit; font-size: .8125rem; color: var(--ours); background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: 2px 10px; cursor: pointer; }
pre { font: .8125rem/1.5 var(--mono); background: var(--wash); border-radius: 6px; margin: 0; padding: 12px 14px; max-height: 26em; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.block button:not([hidden]) + pre { padding-right: 84px; } :lang(ru) .block button:not([hidden]) + pre { padding-right: 118px; }
.scroll { overflow-x: auto; margin: 0 0 .9em; background: linear-gradient(90deg, var(--paper) 40%, transparent) left / 40px 100% no-repeat local, linear-gradient(-90deg, var(--paper) 40%, transparent) right / 40px 100% no-repeat local, linear-gradient(90deg, var(--edge), transparent) left / 14px 100% no-repeat scroll, linear-gradient(-90deg, var(--edge), transparent) right / 14px 100% no-repeat scroll; }
.verdict .scroll { --paper: var(--wash); }
.tools { display: flex; flex-wrap: wrap; gap: 6px 10px; margin: 0 0 6px; align-items: center; font-size: .8125rem; color: var(--soft); }
.tools input { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: 2px 8px; width: 15em; max-width: 60vw; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.4; }
th, td { padding: 6px 20px 6px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); word-break: keep-all; overflow-wrap: normal; vertical-align: bottom; } th:last-child, td:last-child { padding-right: 0; }
td { max-width: 26em; } a.row { color: inherit; text-decoration: none; } .leads td.n { cursor: pointer; } .leads td.n:hover, .leads td.n:hover a.row { color: var(--ours); text-decoration: underline; } .behind-row td { max-width: none; padding: 4px 0 10px; } .behind-row p { margin: 0 0 2px; color: var(--soft); } td.n, th.n { text-align: right; } td.n { white-space: nowrap; }
th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--ours); }
th button { display: inline-flex; gap: 3px; } th button::after { content: "↕"; font-weight: 400; } th.n button { flex-direction: row-reverse; } th[aria-sort="ascending"] button::after { content: "↑"; } th[aria-sort="descending"] button::after { content: "↓"; }
@media screen { .wide-table th, .wide-table td { padding-right: 8px; } .wide-table th { word-break: normal; font-size: .6875rem; }  .wide-table .nowrap { white-space: normal; } .wide-table time { white-space: normal; } .wide-table table { font-size: .8125rem; } .wide-table td:has(.bar), .wide-table .bar { min-width: 56px; }
  .scroll.goes-on { mask-image: linear-gradient(90deg, #000 calc(100% - 40px), transparent); } .side { margin: 0 0 4px; text-align: right; color: var(--soft); font-size: .8125rem; } }
td:has(.bar) { min-width: 120px; } .bar { display: block; width: 100%; min-width: 120px; height: 9px; margin-top: .4em; } .bar rect { fill: var(--theirs); }
figure { margin: 0 0 24px; } figure > details { margin-top: 10px; } figcaption { font-weight: 600; margin-bottom: 12px; max-width: 76ch; }
.picture { display: none; width: 100%; height: auto; overflow: visible; } .picture.wide { display: block; max-width: 1036px; } .picture.middle { max-width: 780px; } .picture.narrow { max-width: 440px; }
.picture text { fill: var(--ink); font-family: var(--sans); } .picture text.mono { font-family: var(--mono); } .picture text.tick, .picture text.edge { fill: var(--soft); }
.picture text.strong { font-weight: 700; } .picture text.kind { font-weight: 600; } text.ours, .kind.ours { fill: var(--ours); } text.theirs, .kind.theirs { fill: var(--theirs); } .picture text.ours { fill: var(--ours); } .picture text.theirs { fill: var(--theirs); }
.box { fill: var(--paper); stroke: var(--line); stroke-width: 1.25; } .box.ours { stroke: var(--ours); fill: var(--ours-wash); } .box.theirs { stroke: var(--theirs); fill: var(--theirs-wash); }
.arrow { fill: none; stroke: var(--ink); stroke-width: 1.25; } .rule { stroke: var(--line); fill: none; } .axis { stroke: var(--soft); fill: none; }
.leader { stroke: var(--soft); fill: none; }
.fill.ours { fill: var(--ours); } .fill.theirs { fill: var(--theirs); } .window { fill: var(--soft); fill-opacity: .22; } .burst { fill: var(--ink); } .action { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; fill: none; }
.dot { fill: var(--soft); fill-opacity: .6; } .dot.culprit { fill: var(--theirs); fill-opacity: 1; } .dot.hollow { fill: var(--paper); stroke: var(--ink); stroke-width: 1.5; fill-opacity: 1; }
.legend { list-style: none; padding: 0; margin: 10px 0; display: flex; flex-wrap: wrap; gap: 2px 24px; font-size: .875rem; color: var(--soft); } .key { vertical-align: -1px; }
.refs { list-style: none; padding: 0; font-size: .875rem; } .list code { margin-right: 8px; }
.timeline { list-style: none; padding: 0; } .timeline li { display: grid; grid-template-columns: 14em 5.5em minmax(0, 1fr); gap: 2px 24px; padding: 6px 0; border-bottom: 1px solid var(--line); margin: 0; } .timeline p { margin: 0; } .timeline .local { display: block; color: var(--soft); font-size: .875rem; }
.file { padding: 10px 0 12px; border-bottom: 1px solid var(--line); } .file p { margin: 0 0 .15em; } .file .sum { display: flex; flex-wrap: wrap; gap: 0 10px; } .file .hash { font-size: .8125rem; } .file ul { margin: .3em 0; font-size: .875rem; } .file details { margin: .2em 0 0; }
@media (max-width: 959px) { .picture.wide { display: none; } .picture.middle { display: block; } }
@media (max-width: 719px) {
  main, header, footer { padding-left: 16px; padding-right: 16px; }
  h1 { font-size: 1.3rem; } section { margin-top: 40px; } section#answer, section#clock, section#now, section#also { margin-top: 18px; } section#clock, section#now, section#also { padding-top: 14px; }
  .picture.middle { display: none; } .picture.narrow { display: block; }
  dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; } dl { gap: .6em; } dt { font-size: .875rem; }
  .timeline li { grid-template-columns: minmax(0, 1fr); } .timeline .local { display: inline; }
  th, td { padding-right: 14px; } td { max-width: 17em; }
  code.copy { overflow-wrap: anywhere; }
}
@media screen and (max-width: 599px) {
  .cards thead { display: none; } .cards, .cards tbody, .cards tr, .cards td { display: block; width: auto; max-width: none; }
  .cards tr { border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; margin: 0 0 10px; } .cards td, .cards td.n { display: grid; grid-template-columns: minmax(0, 9em) minmax(0, 1fr); gap: 0 12px; padding: 2px 0; border: 0; text-align: left; white-space: normal; }
  .cards td::before { content: attr(data-label); color: var(--soft); } .cards td:has(.bar) { display: none; } .cards td > * { min-width: 0; justify-self: start; } .cards tr[hidden] { display: none; } .cards .behind-row td { display: block; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #444; } }
  @page wide { size: A4 landscape; }
  .wide-table { page: wide; } .tools, .side { display: none; } thead { display: table-header-group; }
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --wash: #f4f4f4; --ours: #0a4a80; --ours-wash: #eef4fa; --theirs: #7a3f00; --theirs-wash: #fbf3ea; --now: #a00f19; }
  body { font-size: 10pt; } main, header, footer { max-width: none; padding-left: 0; padding-right: 0; }
  nav, button, .preview { display: none !important; } th button { display: inline !important; } th button::after { content: none !important; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  h1 { font-size: 16pt; } pre { max-height: none; overflow: visible; padding-right: 14px !important; } .scroll { overflow: visible; }
  table { width: 100%; font-size: 8pt; } td { white-space: normal; overflow-wrap: anywhere; max-width: none; } th { white-space: normal; } th, td { padding-right: 8px; }
  td.n, td code:not(.path):not(.long), td .nowrap, td time, td .local { white-space: nowrap; overflow-wrap: normal; } td code.path, td code.long { white-space: normal; overflow-wrap: anywhere; }
  .wide-table table { font-size: 7pt; } #annex { break-before: page; } .bar, td:has(.bar) { min-width: 50px; }
  .picture.wide, .picture.narrow { display: none; } .picture.middle { display: block; }
  h2, h3, figcaption { break-after: avoid; } .picture, .file, .timeline li, tr, .verdict > p { break-inside: avoid; }
  .slim { columns: 2; column-gap: 24px; } th, td { padding-top: 2px; padding-bottom: 2px; }
  section { margin-top: 24px; }
}
`;
