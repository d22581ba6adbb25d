import { objectIn, objectsIn, textIn } from '../text/json-fields.ts';

type Json = Record<string, unknown>;

/** A rule of a web ACL that stopped or counted a request. */
export interface Match {
  rule: string;
  /** `BLOCK`, `COUNT`, `CAPTCHA`, `CHALLENGE`. */
  action: string;
  /** What it found, and where: `SQL_INJECTION in QUERY_STRING: 10 AND 1`. */
  message?: string;
}

/** AWS logs at most 100 matches of a kind; more are no log's. */
const MAX_MATCHES = 256;

/** What a rule found, from the details that SQL injection and cross-site scripting rules give. */
function foundBy(details: readonly Json[]): string | undefined {
  const parts = details.slice(0, 8).map((detail) => {
    const pieces = Array.isArray(detail['matchedData']) ? detail['matchedData'] : [];
    const matched = pieces.filter((piece): piece is string => typeof piece === 'string').join(' ');
    const kind = textIn(detail, 'conditionType') ?? 'match';
    return `${kind} in ${textIn(detail, 'location') ?? 'the request'}${matched === '' ? '' : `: ${matched}`}`;
  });
  return parts.length === 0 ? undefined : parts.join('; ');
}

function matchOf(rule: Json, group: string | undefined, otherwise: string | undefined): Match | undefined {
  const id = textIn(rule, 'ruleId');
  const action = textIn(rule, 'action') ?? otherwise;
  if (id === undefined || action === undefined || action === 'ALLOW') return undefined;
  const message = foundBy(objectsIn(rule, 'ruleMatchDetails'));
  return {
    rule: group === undefined ? id : `${group}/${id}`,
    action,
    ...(message !== undefined && { message }),
  };
}

/** Rules that only counted: of the web ACL or of a group, where a rule may be excluded, which counts as well. */
function counted(holder: Json, group?: string): Match[] {
  const rules = objectsIn(holder, 'nonTerminatingMatchingRules').map((rule) => matchOf(rule, group, 'COUNT'));
  const excluded = objectsIn(holder, 'excludedRules').map((rule) => matchOf(rule, group, 'COUNT'));
  return [...rules, ...excluded].filter((match) => match !== undefined);
}

/** The rule that ended the matter; within a group it is named with the group. */
function stopped(record: Json, groups: readonly Json[]): Match | undefined {
  const action = textIn(record, 'action');
  if (action === undefined || action === 'ALLOW') return undefined;
  for (const group of groups) {
    const rule = objectIn(group, 'terminatingRule');
    const match = rule && matchOf(rule, textIn(group, 'ruleGroupId'), action);
    if (match !== undefined) return match;
  }
  const message = foundBy(objectsIn(record, 'terminatingRuleMatchDetails'));
  const rule = textIn(record, 'terminatingRuleId') ?? 'unnamed rule';
  return { rule, action, ...(message !== undefined && { message }) };
}

/** Every rule that stopped or counted the request of a record; none where it was allowed without a match. */
export function matchesOf(record: Json): Match[] {
  const groups = objectsIn(record, 'ruleGroupList');
  const end = stopped(record, groups);
  const counts = groups.flatMap((group) => counted(group, textIn(group, 'ruleGroupId')));
  return [...(end === undefined ? [] : [end]), ...counted(record), ...counts].slice(0, MAX_MATCHES);
}
