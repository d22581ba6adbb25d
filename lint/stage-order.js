// The order of the stages: evidence comes in, becomes events, shows findings, joins a case, leads to
// actions, ends in letters. A stage imports only from stages before it; `cli` and `desk` see all.
export const STAGES = [
  'net',
  'evidence',
  'events',
  'providers',
  'notices',
  'hosts',
  'findings',
  'cases',
  'actions',
  'letters',
  'report',
  'desk',
  'cli',
];

/** `src/events/lake/writer.ts` → `events`; a file directly in `src/` belongs to no stage. */
function stageOf(path) {
  const match = /(?:^|\/)src\/([^/]+)\/.+/.exec(path.replaceAll('\\', '/'));
  return match?.[1];
}

function resolvePath(from, specifier) {
  const parts = from.replaceAll('\\', '/').split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const rule = {
  meta: {
    type: 'problem',
    schema: [],
  },
  create(context) {
    const stage = stageOf(context.filename);
    if (stage === undefined) return {};
    const rank = STAGES.indexOf(stage);
    function check(node) {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const target = stageOf(resolvePath(context.filename, specifier));
      if (target === undefined || target === stage) return;
      const targetRank = STAGES.indexOf(target);
      if (rank === -1 || targetRank === -1) {
        context.report({
          node,
          message: `'${rank === -1 ? stage : target}' is not in the list of stages (lint/stage-order.js).`,
        });
      } else if (targetRank > rank) {
        context.report({
          node,
          message: `'${stage}' comes before '${target}' and must not import from it; pass what is needed in, or move it to an earlier stage.`,
        });
      }
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default {
  meta: { name: 'stages' },
  rules: { order: rule },
};
