// What touches the world goes through a port (src/base/ports.ts), so that a function's last parameter says what it can do
// and a test can bring its own. Where that cannot be, a comment before the line says why: `// Without a port: …`.

/** Node's modules by which a program reaches files, the network and other programs. */
const WORLD = new Set([
  'fs',
  'fs/promises',
  'os',
  'child_process',
  'net',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'http',
  'https',
  'http2',
  'process',
]);

/** What `process` knows of the world; it also ends the program and hears signals, which is no port's affair. */
const PROCESS = new Set(['env', 'cwd', 'platform', 'argv', 'stdin', 'stdout', 'stderr', 'kill']);

const REASON = /^\s*Without a port: \S/;

/** The real ports themselves, and all files outside `src/`. */
function exempt(filename) {
  const path = filename.replaceAll('\\', '/');
  return !/(?:^|\/)src\//.test(path) || /(?:^|\/)src\/base\/effects\.ts$/.test(path);
}

const rule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    if (exempt(context.filename)) return {};
    const reasons = context.sourceCode
      .getAllComments()
      .filter(({ value }) => REASON.test(value))
      .map(({ loc }) => loc.end.line);
    const object = (node, what) => {
      const { line } = node.loc.start;
      // The reason is in the line before; a run of such imports shares it.
      if (reasons.some((at) => at < line && line - at <= 3)) return;
      context.report({
        node,
        message: `${what} touches the world: use a port of src/base/ports.ts, or say before it why not: // Without a port: …`,
      });
    };
    return {
      ImportDeclaration(node) {
        const module = node.source.value;
        if (node.importKind === 'type' || !module.startsWith('node:') || !WORLD.has(module.slice(5))) return;
        object(node, module);
      },
      NewExpression(node) {
        if (node.callee.name === 'Date' && node.arguments.length === 0) object(node, 'new Date()');
      },
      CallExpression(node) {
        if (node.callee.name === 'fetch') object(node, 'fetch()');
      },
      MemberExpression(node) {
        const [name, member] = [node.object.name, node.property.name];
        if (name === 'Date' && member === 'now') object(node, 'Date.now');
        if (name === 'process' && PROCESS.has(member)) object(node, `process.${member}`);
      },
    };
  },
};

export default { meta: { name: 'ports' }, rules: { named: rule } };
