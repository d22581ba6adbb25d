/** One trace that a family leaves: a file, a start command, a process. */
export interface Indicator {
  family: string;
  pattern: RegExp;
}

/**
 * Traces of families by the paths they use. One alone proves nothing (a path may be anybody's): a family is named only
 * where several different ones agree. State: 2026-11.
 *
 * Sources: Kaspersky Securelist "Versatile DDoS Trojan for Linux" (2014-07) and Dr.Web's descriptions of
 * Linux.BackDoor.Gates.5 (2014) for BillGates; Avast "Linux DDoS Trojan hiding itself with an embedded rootkit"
 * (2015-01) for XorDDoS; Trend Micro and Aqua Security (2020) for Kinsing; Aqua Nautilus "perfctl" (2024-10); Akamai
 * SIRT "RedTail" (2024-05).
 */
export const INDICATORS: readonly Indicator[] = [
  { family: 'BillGates', pattern: /^\/etc\/(?:rc\d?\.d\/S\d\d|init\.d\/)(?:DbSecuritySpt|VsystemsshMdt)$/ },
  { family: 'BillGates', pattern: /^\/etc\/(?:rc\d?\.d\/S99|init\.d\/)selinux$/ },
  { family: 'BillGates', pattern: /^\/usr\/bin\/bsd-port\/(?:getty|knerl)(?:\.lock)?$/ },
  { family: 'BillGates', pattern: /^\/usr\/bin\/\.sshd$/ },
  { family: 'BillGates', pattern: /^\/usr\/bin\/pojie$/ },
  { family: 'BillGates', pattern: /^\/usr\/bin\/dpkgd\/(?:ps|ss|netstat|lsof)$/ },
  { family: 'BillGates', pattern: /^\/tmp\/(?:gates|moni)\.lod$|^\/tmp\/bill\.lock$|^\/tmp\/notify\.file$/ },
  { family: 'BillGates', pattern: /^\/usr\/lib\/libamplify\.so$/ },
  { family: 'XorDDoS', pattern: /^\/etc\/cron\.hourly\/(?:gcc|cron|udev)\.sh$/ },
  { family: 'XorDDoS', pattern: /^\/lib\/libudev\.so(?:\.6)?$/ },
  { family: 'XorDDoS', pattern: /^\/etc\/init\.d\/[a-z]{10}$/ },
  { family: 'XorDDoS', pattern: /^\/usr\/bin\/[a-z]{10}$/ },
  { family: 'Kinsing', pattern: /^\/(?:tmp|var\/tmp|dev|dev\/shm)\/kinsing\d?$/ },
  { family: 'Kinsing', pattern: /^\/(?:tmp|var\/tmp|dev|dev\/shm)\/kdevtmpfsi\d*$/ },
  { family: 'perfctl', pattern: /^\/tmp\/\.(?:xdiag|perf\.c)(?:\/|$)/ },
  { family: 'perfctl', pattern: /^\/(?:root|home\/[^/]+)\/\.local\/bin\/(?:ldd|lsof|top|crontab)$/ },
  { family: 'RedTail', pattern: /\/systemd-resolvd\.service$|^systemd-resolvd\.service$/ },
  { family: 'RedTail', pattern: /\/\.?redtail(?:\.\w+)?$/ },
];

/** Families of which so many different traces agree are named. */
export const AGREEING = 2;
