import type { AttemptFact } from '../facts.ts';
import { figuresOf, processWords, protocolWords } from './figures.ts';
import type { HostWords } from './messages.ts';

const { count } = figuresOf('en');
const sockets = (n: number, kind: string): string => `${count(n)} ${kind} ${n === 1 ? 'socket' : 'sockets'}`;

/** How attempts failed, where more is known of them than that they did. */
function how(p: { outcomes: readonly AttemptFact['outcome'][] }, open: string, close: string): string {
  const known = p.outcomes.filter((one) => one !== 'failed').map((one) => en.outcomes[one]);
  return known.length === 0 ? '' : `${open}${known.join(', ')}${close}`;
}

export const en: HostWords = {
  labels: {
    timeline: 'Timeline inside the host',
    time: 'Time',
    happened: 'What happened',
    traffic: 'Which process sent the traffic',
    title: 'Inside the host',
    found: 'What was found',
    nothing: 'Nothing was found that speaks of an intrusion in what could be seen.',
    processes: 'Processes',
    sockets: 'Sockets',
    counters: 'Interface counters',
    persistence: 'What starts by itself',
    unseen: 'What could not be seen',
    next: 'What to do next',
    sent: 'Sent',
    received: 'Received',
    interface: 'Interface',
    process: 'Process',
    number: 'PID',
    program: 'Program',
    started: 'Started',
    kind: 'Kind',
    local: 'Local',
    remote: 'Remote',
    cost: 'Price of the bytes sent, at list prices',
    checks: 'How somebody may have come in',
    fix: 'What to change',
    passed: 'Checks that passed',
    reference: 'Reference',
  },
  unseen: {
    'raw sockets': 'raw sockets',
    'packet sockets': 'packet sockets',
    'ping sockets': 'ping sockets',
    'other network namespaces': 'other network namespaces',
    owners: 'which process a socket belongs to',
    'whole addresses': 'IPv6 addresses in full',
    executables: 'which file runs',
    'hidden processes': 'hidden processes',
    parents: 'parent processes',
    'other users': "other users' entries",
    'system crontabs': "the system's crontabs",
    timers: 'systemd timers',
    'changed modes': 'changed permissions',
    'unpackaged files': 'files that no package brought',
    'whole hosts': 'host names and addresses in full',
    'failed logins': 'failed logins',
    'successful logins': 'successful logins',
    processes: 'which process sends',
    history: 'what was before',
    'other tables': 'rules of other tables and of the other IP version',
    'stopped containers': 'stopped containers',
    'start commands': 'what is started',
    'sources of units': 'who brought a unit',
    content: 'what is in the files',
    'new malware': 'malware without a signature yet',
    signers: 'who signed a program',
    'hidden modules': 'kernel modules that hide',
    'other destinations': 'whether other ports and addresses are reached',
    'clock errors': "whether the host's clock is right",
    'mended faults': 'which faults the distribution has mended in it',
    'running versions': 'whether an older version still runs',
    'settings in force': 'whether the running program uses these settings',
    'settings of single users': 'settings for single users and addresses',
  },
  outcomes: {
    connected: 'connected',
    refused: 'refused',
    'timed out': 'timed out',
    unreachable: 'unreachable',
    failed: 'failed',
  },
  starts: {
    cron: 'cron',
    'systemd unit': 'systemd unit',
    'systemd timer': 'systemd timer',
    'init script': 'init script',
    preload: 'preloaded library',
    profile: 'login script',
    'authorized key': 'authorized key',
    PAM: 'PAM',
    'at job': 'at job',
    'kernel module': 'kernel module',
    'scheduled task': 'scheduled task',
  },
  sentences: {
    rawSocket: (p) =>
      `Process ${processWords(p)} holds ${sockets(p.sockets, 'raw')} for protocol ${protocolWords(p.protocol)}${p.others ? '' : ' and no TCP or UDP socket in what was given'}: it builds its own packets, as floods and scans with invented headers are sent${p.queued > 0 ? `; ${count(p.queued)} bytes were waiting to be sent` : ''}.`,
    packetSocket: (p) =>
      `Process ${processWords(p)} holds ${sockets(p.sockets, 'packet')}: it can read and write whole frames, past every firewall of the host.`,
    deletedProgram: (p) => `Process ${processWords(p)} runs a program whose file was deleted: ${p.path}.`,
    memoryProgram: (p) => `Process ${processWords(p)} runs a program that never was a file: ${p.path}.`,
    temporaryProgram: (p) => `Process ${processWords(p)} runs from a temporary folder: ${p.path}.`,
    temporaryFile: (p) =>
      p.folder === undefined
        ? `A program lies in a temporary folder: ${p.path} (${p.kind}).`
        : `A program lies in a folder called ${p.folder}: ${p.path} (${p.kind}).`,
    maskedName: (p) =>
      `Process ${processWords(p)} calls itself ${p.title} as the kernel's own threads do, and is none${p.path === undefined ? '' : `: it runs ${p.path}`}.`,
    hiddenProcess: (p) => `Process ${p.pid} exists, and /proc does not list it: something hides it.`,
    coveredProcess: (p) =>
      `Something is mounted over /proc/${p.pid}: process lists show another process in its place, or none.`,
    orphanSocket: (p) =>
      `${sockets(p.sockets, p.kind)} ${p.sockets === 1 ? 'belongs' : 'belong'} to no process that can be seen: a rootkit, or a process that ended in this moment.`,
    oneSided: (p) =>
      `${p.interface} has sent ${count(p.sent)} bytes in ${count(p.sent_packets)} packets and received ${count(p.received)} bytes in ${count(p.received_packets)} packets: hardly anything was answered, as in a flood.`,
    oddStart: (p) =>
      `Something starts by itself from an unusual place (${en.starts[p.kind]}, ${p.name}): ${p.command}.`,
    preload: (p) => `${p.name} loads ${p.library} into every program: rootkits hide that way.`,
    hiddenModule: (p) =>
      `The kernel has loaded the module ${p.name}, and /proc/modules does not list it: it hides, as rootkits do.`,
    foreignModule: (p) =>
      `The kernel has loaded the module ${p.name}, which was built elsewhere or is not signed (${p.flags}) and is not among those installed for this kernel: somebody loaded it by hand.`,
    taintedKernel: (p) =>
      `Since it started, the kernel has loaded a module that was built elsewhere, is not signed or was forced (${p.flags}), and none of those listed is one: it was unloaded, or it hides.`,
    family: (p) => `Several signs of ${p.family} agree: ${p.signs.join(', ')}.`,
    scanner: (p) => `${p.scanner} recognised ${p.signature} in ${p.path}.`,
    toolChanged: (p) =>
      `${p.path} is not the file that its package brought: what it prints cannot be trusted.`,
    guessedLogin: (p) =>
      `${p.from} was refused ${count(p.refused)} times, and ${p.user} logged in from there: the password was guessed.`,
    attemptsFailed: (p) =>
      `${p.attempts === 1 ? 'The 1 connection' : `All ${count(p.attempts)} connections`} tried by hand${p.port === undefined ? '' : ` to port ${p.port}`} failed${how(p, ' (', ')')}: outgoing traffic is cut there.`,
    hides: (p) =>
      `\`${p.command}\` does not show ${p.unseen.map((one) => en.unseen[one]).join(', ')}. Run as root: ${p.next.join('; ')}`,
    severalHosts: (p) =>
      `The outputs come from several hosts: ${p.hosts.join(', ')}. What belongs to which, only the prompts tell.`,
    notRoot: (p) =>
      `Not run as root: the programs and sockets of ${count(p.processes)} processes could not be looked at. Run it again with sudo.`,
    deeperLeft: (p) => `Not all of ${p.folders.join(', ')} was looked at: there are too many files.`,
    notLookedAt: (p) =>
      `Not read, because there are too many files, one is too large, or it may not be read: ${p.paths.join(', ')}.`,
    loginsLeft: (p) => `Of ${p.path} only the last ${p.records} records were read.`,
    loginsBroken: (p) => `${p.records} of ${p.of} records of ${p.path} are no records of logins, or cut.`,
    toolsUnchecked: (p) =>
      `Whether ps, ss and their like are the packages' own files could not be checked here. Run: ${p.next}`,
    modulesUnchecked: (p) =>
      `Whether these kernel modules, built elsewhere or not signed, are installed ones could not be checked: ${p.modules.join(', ')}.`,
    sshdUnasked: (p) =>
      `sshd -T does not say which settings are in force (${p.said}): they are told from its files.`,
    diskOnly: () => 'A disk holds files only: processes, sockets and counters are not on it.',
    nothingRead: (p) => `${p.path}: no output of a command in it that is known.`,
    adviceKeep: (p) => `Before it is stopped, keep what process ${p.pid} runs: ${p.next}`,
    adviceRebuild: () =>
      'Whoever had root may have changed anything: take a snapshot for later, and set the host up anew from a clean image.',
    adviceRotate: () =>
      'Change every password, key and token that the host could read, its instance role included.',
    adviceFilter: () =>
      'Until then cut outgoing traffic outside the host (security group, network ACL): rules on the host do not hold against its root.',
    run: (p) => `Run as root: ${p.next.join('; ')}`,
  },
};
