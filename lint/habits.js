// One habit for one thing. A property or parameter that may be missing is `name?: Type`; code that reads it checks for
// `undefined`. `name?: Type | undefined` says it twice. `name: Type | undefined`, without the question mark, is something
// else: its maker must not forget it. And a type is named by a noun.

/** Does a type allow `undefined` at its top: `string | undefined`, `undefined`? */
function allowsUndefined(type) {
  if (type === undefined || type === null) return false;
  return type.type === 'TSUnionType' ? type.types.some(allowsUndefined) : type.type === 'TSUndefinedKeyword';
}

const optional = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const look = (node, type) => {
      if (allowsUndefined(type))
        context.report({
          node,
          message:
            'What may be missing is written `name?: Type`: the question mark says `undefined` already.',
        });
    };
    const check = (node) => {
      if (node.optional === true) look(node, node.typeAnnotation?.typeAnnotation);
    };
    return {
      TSPropertySignature: check,
      PropertyDefinition: check,
      // A parameter; any other name cannot be optional.
      Identifier: check,
      // `{ [Name in Names]?: Type | undefined }`
      TSMappedType: (node) => {
        if (node.optional !== false && node.optional !== null && node.optional !== undefined)
          look(node, node.typeAnnotation);
      },
    };
  },
};

/**
 * Participles and adjectives that say what happened to a thing and not what it is. `FoundFile` would do as a name; `Found` alone
 * makes its reader look up what was found.
 */
const NO_NOUNS = new Set(
  (
    'Announced Answered Asked Broken Brought Built Called Checked Chosen Compared Counted Cut Decoded Described Done Drawn ' +
    'Examined Explained Exported Fed Fetched Flowed Found Gathered Given Grown Held Imported Inspected Installed ' +
    'Investigated Judged Kept Known Left Listed Looked Made Marked Matched Meant Named Noted Open Opened Operated Packed ' +
    'Parsed Passed Pictured Planned Published Put Read Recognised Refuted Replayed Reported Requested Said Seen Sent ' +
    'Settled Shown Sorted Staged Stopped Stored Surveyed Taken Timed Told Tried Unlisted Unread Unwrapped Walked Wanted ' +
    'Written'
  ).split(' '),
);

/** Tests have small types of their own, used a few lines below. */
const TESTS = /[\\/](?:test|suites|bench)[\\/]/;

const noun = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    if (TESTS.test(context.filename)) return {};
    const check = ({ id }) => {
      if (id !== null && NO_NOUNS.has(id.name))
        context.report({
          node: id,
          message: `A type is named by a noun: ${id.name} does not say what it is.`,
        });
    };
    return { TSInterfaceDeclaration: check, TSTypeAliasDeclaration: check, ClassDeclaration: check };
  },
};

export default {
  meta: { name: 'habits' },
  rules: { noun, optional },
};
