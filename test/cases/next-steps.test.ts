import { PASTED } from '../../src/notices/authenticity.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseDocument } from '../../src/model/case.ts';
import { UPDATE_RANGES } from '../../src/cases/commands.ts';
import { nextSteps } from '../../src/cases/next-steps.ts';
import { emptyInventory } from '../../src/clouds/inventory.ts';
import type { LadderStep } from '../../src/model/block.ts';
import type { Culprit, Verdict } from '../../src/model/finding.ts';
import { claim, noRecords, portScan } from '../letters/samples.ts';
import { quoted } from '../../src/model/message.ts';
import type { Message } from '../../src/model/message.ts';
import { english } from '../english.ts';

const NONE_SENT = { requests: 0, logins: 0, flows: 0 };
const INSTANCE = 'i-0a1b2c3d4e5f60718';
const VPC = 'vpc-0a51c3e7d9b2f4068';

function stepsOf(document: CaseDocument, inventory = emptyInventory()): string {
  return nextSteps(document, inventory).map(english).join('\n');
}

/** Nothing but a notice, as the verdict of a case without flow logs has it. */
function noticeAlone(changes: Parameters<typeof claim>[0]): CaseDocument {
  const what = { key: 'lackFlowLogs', params: { who: '203.0.113.10', when: null } };
  const missing = [{ key: 'lackHow', params: { what } }];
  const verdicts: Verdict[] = [{ claim: 0, verdict: 'cannot_tell', message: quoted(''), missing, lines: [] }];
  return { ...noRecords(), claims: [claim(changes)], verdicts, culprits: [], evidence: [] };
}

function withCulprit(changes: Partial<Culprit>, instances: string[]): CaseDocument {
  const culprit: Culprit = {
    address: '10.10.3.17',
    confidence: 1,
    message: quoted(''),
    ties: [],
    ...changes,
  };
  return { ...portScan(), claims: [claim({ instances })], culprits: [culprit] };
}

test('what runs on the host is kept before it is stopped, and it is set up anew after that', () => {
  const advice = ['adviceKeep', 'adviceFilter', 'adviceRebuild', 'adviceRotate', 'run'].map(
    (key): Message => {
      const params = key === 'adviceKeep' ? { pid: 7, next: { shell_line: 'cp x y' } } : {};
      return { key, params };
    },
  );
  const host = { hosts: [], findings: [], checks: [], processes: [], counters: [], gaps: [], next: advice };
  const order = (document: CaseDocument): string[] => nextSteps(document).map(({ key }) => key);
  const accused = order({ ...portScan(), host });
  const at = (key: string): number => accused.indexOf(key);
  assert.ok(at('adviceKeep') >= 0 && at('adviceKeep') < at('nextSnapshot'), accused.join(' '));
  assert.ok(at('nextCutOff') >= 0 && at('nextCutOff') < at('adviceRebuild'), accused.join(' '));
  assert.ok(!accused.includes('adviceFilter') && !accused.includes('run'), accused.join(' '));
  const alone = order({ ...portScan(), claims: [], verdicts: [], culprits: [], letters: [], host });
  assert.deepEqual(
    alone.filter((key) => key.startsWith('advice')),
    ['adviceKeep', 'adviceFilter', 'adviceRebuild', 'adviceRotate'],
  );
});

test('without flow logs they are asked for once, with the commands', () => {
  const document = noticeAlone({ instances: [], interfaces: [], addresses: ['203.0.113.10'] });
  const steps = nextSteps(document);
  const about = steps.filter((step) => /flow log/.test(english(step)));
  assert.equal(about.length, 1);
  assert.match(
    english(about[0] ?? ''),
    /^get the VPC flow logs of 203\.0\.113\.10\. .*`aws ec2 describe-flow-logs/,
  );
  assert.match(english(about[0] ?? ''), /`aws ec2 create-flow-logs .* --resource-ids VPC-ID /);
  assert.match(
    english(about[0] ?? ''),
    /VPC-ID: `aws ec2 describe-network-interfaces .*association\.public-ip,Values=203/,
  );
  assert.equal(steps.filter((step) => /same command again/.test(english(step))).length, 1);
});

test('what the notice names is filled into the commands, and the evidence of its instance is kept', () => {
  const document = noticeAlone({ instances: [INSTANCE], interfaces: [], regions: ['us-west-2'] });
  const steps = stepsOf(document);
  assert.match(steps, new RegExp(`create-snapshots --region us-west-2 .*InstanceId=${INSTANCE}\``));
  assert.match(
    steps,
    new RegExp(`VPC-ID: \`aws ec2 describe-instances --region us-west-2 --instance-ids ${INSTANCE}`),
  );
  const networkInterfaces = noticeAlone({ instances: [], interfaces: ['eni-0d4928c7be1f6035a'] });
  assert.match(
    stepsOf(networkInterfaces),
    /--resource-type NetworkInterface --resource-ids eni-0d4928c7be1f6035a /,
  );
});

test('what the inventory knows is filled in: the VPC, and where its flow logs are kept', () => {
  const document = noticeAlone({ instances: [], addresses: ['203.0.113.10'] });
  const gateway = {
    id: 'nat-0cd47e1b98a3f5d62',
    vpc: VPC,
    interfaces: [],
    addresses: [{ private: '10.10.2.68', public: '203.0.113.10' }],
  };
  const inventory = { ...emptyInventory(), natGateways: [gateway] };
  const steps = stepsOf(document, inventory);
  assert.match(steps, new RegExp(`--resource-type VPC --resource-ids ${VPC} `));
  assert.doesNotMatch(steps, /VPC-ID/);
  const destination = 'arn:aws:s3:::flow-logs-123456789012';
  const flowLogs = [{ id: 'fl-1', resource: VPC, status: 'ACTIVE', destination }];
  const kept = stepsOf(document, { ...inventory, flowLogs });
  assert.match(kept, new RegExp(`flow logs are kept in ${destination}`));
  assert.doesNotMatch(kept, /create-flow-logs/);
});

test('an instance that only the notice names is filled in, and that is said', () => {
  const steps = stepsOf(withCulprit({}, [INSTANCE]));
  assert.match(
    steps,
    new RegExp(`keep the evidence of 10\\.10\\.3\\.17 .*InstanceId=${INSTANCE}\`; .* the notice names`),
  );
  assert.match(steps, new RegExp(`stop-instances .*--instance-ids ${INSTANCE}`));
  assert.doesNotMatch(steps, /INSTANCE-ID/);
});

test('where nobody names the instance, the command that tells it stands beside the placeholder', () => {
  const steps = stepsOf(withCulprit({}, []));
  assert.match(steps, /INSTANCE-ID: `aws ec2 describe-instances .*private-ip-address,Values=10\.10\.3\.17 /);
  // Behind a NAT gateway the notice's instance need not be the culprit.
  const behind = nextSteps(withCulprit({ via: { kind: 'nat', public: '203.0.113.10' } }, [INSTANCE]));
  const doing = behind.filter(({ key }) => key !== 'nextProve').map(english);
  assert.doesNotMatch(doing.join('\n'), new RegExp(INSTANCE));
  const two = stepsOf(withCulprit({}, [INSTANCE, 'i-0ffffffffffffffff']));
  assert.match(two, /INSTANCE-ID: `/);
});

test('an instance of a forged notice is neither kept nor stopped', () => {
  const authenticity = { verdict: 'forged', message: PASTED.message } as const;
  const document = noticeAlone({ instances: [INSTANCE], authenticity });
  const steps = stepsOf(document);
  assert.match(steps, /^do not answer the forged notice/);
  assert.doesNotMatch(steps, /create-snapshots|stop-instances|flow logs|again/);
});

test('an access key that somebody else has is made useless first, and no flow logs are asked for', () => {
  const document = noticeAlone({
    instances: [],
    interfaces: [],
    keys: [{ id: 'AKIAIOSFODNN7EXAMPLE', user: 'deploy-bot' }],
  });
  const [doubt = '', first = '', ...others] = stepsOf(document).split('\n');
  assert.match(doubt, /AKIAIOSFODNN7EXAMPLE, 123456789012/);
  assert.match(
    first,
    /`aws iam update-access-key --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive --user-name deploy-bot`/,
  );
  assert.match(first, /`aws cloudtrail lookup-events .*AttributeValue=AKIAIOSFODNN7EXAMPLE`/);
  assert.ok(!others.some((step) => /flow log/.test(step)), others.join(' | '));
});

test('a key that is named by its end, and a user who would be an option, go into no command', () => {
  const part = stepsOf(noticeAlone({ keys: [{ id: '*7AB2' }] }));
  assert.match(part, /^find the access key \*7AB2/m);
  const odd = stepsOf(noticeAlone({ keys: [{ id: 'AKIAIOSFODNN7EXAMPLE', user: '--profile' }] }));
  assert.match(odd, /update-access-key/);
  assert.doesNotMatch(odd, /--profile|--user-name/);
  const forged = noticeAlone({
    keys: [{ id: 'AKIAIOSFODNN7EXAMPLE' }],
    authenticity: { verdict: 'forged', message: PASTED.message },
  });
  assert.doesNotMatch(stepsOf(forged), /AKIA/);
});

test('ranges are asked for where none are known, not where they only do not have these addresses', () => {
  const gaps = [{ key: 'gapNoRanges', params: { update: UPDATE_RANGES } }];
  assert.match(stepsOf({ ...portScan(), gaps }), /abusedesk ranges update/);
  assert.doesNotMatch(stepsOf({ ...portScan(), gaps: [], sources: [] }), /ranges update/);
});

test('nothing that is not an id or an address goes into a command', () => {
  const evil = '$(reboot)';
  const document = noticeAlone({
    instances: [evil],
    interfaces: [evil],
    addresses: [evil],
    regions: [evil],
  });
  const flowLogs = [{ id: 'fl-1', resource: VPC, status: 'ACTIVE', destination: evil }];
  const inventory = { ...emptyInventory(), vpcs: [{ id: evil, cidrs: [] }], flowLogs };
  const commands = [
    stepsOf(document, inventory),
    stepsOf(withCulprit({ address: evil, interface: evil, instance: evil }, [evil])),
  ].flatMap((steps) => steps.match(/`[^`]*`/g) ?? []);
  assert.ok(commands.length > 3);
  for (const command of commands) assert.doesNotMatch(command, /reboot/);
});

test('where the records refute notices, the letters that dispute them are steps, one for each matter', () => {
  const letters = ['dispute.en.txt', 'dispute.ja.txt', 'dispute-2.en.txt'].map((name) => ({
    kind: 'dispute',
    lang: name.includes('.ja.') ? 'ja' : 'en',
    path: `letters/${name}`,
    blanks: [],
  }));
  const steps = nextSteps({ ...portScan(), letters }).filter(({ key }) => key === 'nextDispute');
  assert.deepEqual(
    steps.map(({ params }) => params),
    [{ path: 'letters/dispute.en.txt' }, { path: 'letters/dispute-2.en.txt' }],
  );
});

test('a notice that names very many instances is not gone through again for each of them', () => {
  const instances = Array.from({ length: 2000 }, (_, i) => `i-${i.toString(16).padStart(17, '0')}`);
  const document = noticeAlone({ interfaces: [] });
  let reads = 0;
  Object.defineProperty(document.claims[0], 'instances', {
    get: () => {
      reads += 1;
      return instances;
    },
  });
  const kept = nextSteps(document).filter(({ key }) => key === 'nextSnapshot');
  assert.equal(kept.length, instances.length);
  assert.ok(reads < 30, `${reads} reads`);
});

test('what only an unproven notice names goes into no command before it is said that the notice may be anybody’s', () => {
  const named = { instances: [INSTANCE], keys: [{ id: 'AKIAIOSFODNN7EXAMPLE' }] };
  const [doubt, ...others] = nextSteps(noticeAlone(named));
  assert.deepEqual(doubt, {
    key: 'nextProve',
    params: { names: [INSTANCE, 'AKIAIOSFODNN7EXAMPLE', '123456789012'], more: 0, why: PASTED.message },
  });
  assert.ok(others.some(({ key }) => key === 'nextSnapshot'));
  const keys = (changes: Parameters<typeof claim>[0]): string[] =>
    nextSteps(noticeAlone(changes)).map(({ key }) => key);
  const proven = { verdict: 'proven', message: PASTED.message } as const;
  assert.ok(!keys({ ...named, authenticity: proven }).includes('nextProve'));
  // A stranger's complaint about an address names nothing that a command could be for.
  assert.ok(!keys({ accounts: [], instances: [], interfaces: [] }).includes('nextProve'));
});

test('before the final answer it is said that the account has no security contact, with the commands, and not where it has one', () => {
  const letters = [{ kind: 'reply-final', lang: 'en', path: 'letters/reply-final.en.txt', blanks: [] }];
  const stepOf = (contact?: 'named' | 'missing', own = letters): unknown => {
    const claims = [claim(contact === undefined ? {} : { security_contact: contact })];
    const steps = nextSteps({ ...portScan(), claims, letters: own });
    const at = steps.findIndex(({ key }) => key === 'nextSecurityContact');
    if (at >= 0) assert.equal(steps[at + 1]?.key, 'nextFinal');
    const { params } = steps[at] ?? {};
    return params !== undefined && 'missing' in params ? params.missing : undefined;
  };
  assert.equal(stepOf('missing'), true);
  assert.equal(stepOf(), false);
  assert.equal(stepOf('named'), undefined);
  assert.equal(stepOf('missing', []), undefined);
  const step = nextSteps({ ...portScan(), letters }).find(({ key }) => key === 'nextSecurityContact');
  assert.match(
    step === undefined ? '' : english(step),
    /`aws account put-alternate-contact --alternate-contact-type SECURITY --email-address EMAIL/,
  );
  // Another provider's account has another kind of contacts.
  const others = nextSteps({ ...portScan(), claims: [claim({ source: 'hetzner' })], letters });
  assert.ok(!others.some(({ key }) => key === 'nextSecurityContact'));
});

test('a block of published ranges is kept current by the narrowest name that holds them, and one of addresses is not', () => {
  const rung = (step: LadderStep['step'], of: string[]): LadderStep => ({
    step,
    of,
    prefixes: 3,
    bad_stopped: 9,
    bad_left: 0,
    bad_clients: 2,
    bad_sent: NONE_SENT,
    bad_signed_in: { times: 0, users: 0 },
    good_stopped: 0,
    good_sent: NONE_SENT,
    good: [],
  });
  const ladder = [
    rung('addresses', []),
    rung('prefixes', []),
    rung('service_in_region', ['aws EC2 us-east-1', 'aws EC2 us-west-2']),
    rung('service', ['aws EC2']),
    rung('provider', ['aws']),
  ];
  const steps = (step: LadderStep['step'], rungs = ladder): string =>
    stepsOf({ ...portScan(), blocklist: { path: 'block/plan.json', prefixes: 3, step, ladder: rungs } });
  assert.match(steps('prefixes'), /block schedule --provider aws --service EC2 --sink nftables --out units/);
  assert.match(steps('provider'), /block schedule --provider aws --sink nftables/);
  const oneRegion = [rung('service_in_region', ['aws EC2 us-east-1'])];
  assert.match(steps('service_in_region', oneRegion), /--provider aws --service EC2 --region us-east-1 /);
  assert.doesNotMatch(steps('addresses'), /block schedule/);
  // Of two providers no one name holds all.
  assert.doesNotMatch(steps('provider', [rung('provider', ['aws', 'gcp'])]), /block schedule/);
  assert.match(steps('provider', [rung('provider', ['aws', 'gcp'])]), /block plan/);
});

test('what the header of the reported message names is looked for, and a name that is no plain one is no command', () => {
  const trace = (kind: 'script' | 'account' | 'uid', value: string) => ({ header: 'X-Any', kind, value });
  const steps = (
    ...traces: ReturnType<typeof trace>[]
  ): { step: Message; params: Record<string, unknown> }[] =>
    nextSteps(noticeAlone({ type: 'spam', mail_traces: traces }))
      .filter(({ key }) => key === 'nextMailTraces')
      .map((step) => ({ step, params: { ...step.params } }));
  const [found] = steps(
    trace('uid', '33'),
    trace('script', 'shop.example/a/mailer.php'),
    trace('account', 'info@shop.example'),
  );
  assert.deepEqual(found?.params['find'], {
    argv: ['find', '/', '-xdev', '-type', 'f', '-name', 'mailer.php'],
  });
  assert.deepEqual(found?.params['accounts'], ['info@shop.example']);
  assert.match(
    english(found?.step ?? quoted('')),
    /user id 33 .*mailer\.php.*no proof.*change that password/s,
  );
  for (const name of ['*', '-delete', 'a b.php', '$(id).php', '[a].php', 'x.php;id', ''])
    assert.equal(steps(trace('script', name))[0]?.params['find'], undefined, name);
  assert.deepEqual(steps(), []);
  const forged = { ...PASTED, verdict: 'forged' as const };
  const said = noticeAlone({ type: 'spam', mail_traces: [trace('script', 'x.php')], authenticity: forged });
  assert.ok(!nextSteps(said).some(({ key }) => key === 'nextMailTraces'));
});
