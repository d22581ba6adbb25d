// One habit for one thing. A property or parameter that may be missing is `name?: Type`; code that reads it checks for
// `undefined`. `name?: Type | undefined` says it twice. `name: Type | undefined`, without the question mark, is something
// else: its maker must not forget it.

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

export default {
  meta: { name: 'habits' },
  rules: { optional },
};
