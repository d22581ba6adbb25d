/**
 * Programs that hold packet sockets as their work: DHCP clients and servers, supplicants, discovery, captures, sensors,
 * redundancy. By the kernel's name (15 bytes), as Debian 12, Ubuntu 24.04 and Amazon Linux 2023 have them. 2026-11.
 */
export const PACKET_PROGRAMS: ReadonlySet<string> = new Set(
  (
    'dhclient dhcpcd dhcpd udhcpc udhcpd dhcrelay kea-dhcp4 NetworkManager systemd-network systemd-networkd wicked ' +
    'wickedd-dhcp4 wpa_supplicant hostapd iwd lldpd lldpad connmand avahi-autoipd tcpdump dumpcap tshark wireshark arping ' +
    'arpwatch suricata Suricata-Main zeek snort ntopng nprobe softflowd fprobe pmacctd keepalived vrrpd isisd ptp4l ' +
    'cloud-init pppd pppoe rp-pppoe in.rarpd frr openvswitch ovs-vswitchd'
  ).split(/\s+/),
);

/**
 * Names, in brackets, that the kernel's own threads have and no program: Linux 5.10 to 6.18 as Debian, Ubuntu and Amazon
 * Linux run it. 2026-11.
 */
export const KERNEL_NAME =
  /^\[(?:kworker|kthreadd|ksoftirqd|kcompactd|kintegrityd|kblockd|kthrotld|ksmd|kdevtmpfs|khugepaged|khungtaskd|kauditd|kswapd|kpsmoused|kstrp|migration|watchdog|rcu_|rcuo|jbd2|scsi_eh|scsi_tmf|ext4-|xfs|xfsaild|btrfs-|cpuhp|idle_inject|irq\/|oom_reaper|writeback|netns|pool_workqueue|mm_percpu_wq|slub_flushwq|inet_frag_wq|nvme-|edac-poller|devfreq_wq|ipv6_addrconf|acpi_thermal_pm|ata_sff|psimon|hwrng|bioset|md\]|nfsd|lockd|rpciod|xprtiod|zswap)[^\]]{0,60}\]/;

/** Where installed programs lie; also below a container's root. */
export const INSTALLED =
  /^\/(?:usr|s?bin|lib(?:32|64)?|opt|snap|nix\/store|app|var\/lib\/(?:snapd|docker|containerd))\//;

/** Where anybody may put a program. */
export const TEMPORARY_PATH = /^\/(?:tmp|var\/tmp|dev\/shm|run\/shm|dev\/mqueue)\//;

/** IP protocols that programs send by themselves through raw sockets in floods and scans; 255: header and all. */
export const FORGING_PROTOCOLS: ReadonlySet<number> = new Set([6, 17, 255]);

/** Program images that container runtimes seal in memory before they start a container: runc, crun, LXC. */
export const SEALED = /^\/memfd:(?:runc_cloned|crun|lxc|systemd)/;

/**
 * A counter is one-sided from here on: more than a million packets out, and for ten of them hardly one back. TCP
 * acknowledges every second segment at the latest (RFC 9293 3.8.6.3), so that answered traffic stays below 3.
 */
export const ONE_SIDED = { packets: 1_000_000, ratio: 10 } as const;

/** Tools that show processes, sockets and files: what trojans put others in place of. */
export const TOOLS: ReadonlySet<string> = new Set(
  'ps ss netstat lsof top ls find du who w last login sshd ip ifconfig crontab passwd su sudo'.split(' '),
);

/**
 * A line of a script that runs a program of a temporary folder, or fetches one and runs it. Scripts of packages name
 * temporary folders as well, to make sockets and copies there: that is not running.
 */
export const ODD_LINE =
  /^\(?\s?(?:(?:nohup|exec|setsid|sudo|source|\.|(?:ba|da|z)?sh)\s{1,4}){0,4}["']?\/(?:tmp|var\/tmp|dev\/shm)\/[^\s=]+(?:\s|["';&)]|$)|\b(?:curl|wget)\b[^|;&]{1,400}\|\s*(?:sudo\s+)?(?:ba|da|z)?sh\b|\bbase64\s+(?:-d|--decode)\b[^|;&]{0,200}\|\s*(?:ba|da|z)?sh\b/;

/** A start command from a place where nothing is installed, hidden in a folder of its own, or fetched and run at once. */
export const ODD_COMMAND =
  /(?:^|[\s;|&"'=(])\/(?:tmp|var\/tmp|dev\/shm)\/\S|\/\.(?!config\/|local\/|nvm\/|cache\/|cargo\/|rbenv\/|pyenv\/|acme\.sh\/|npm\/|bun\/|deno\/|sdkman\/)[^/\s.][^/\s]*\/|\b(?:curl|wget)\b[^|;&]{1,400}\|\s*(?:sudo\s+)?(?:ba|da|z)?sh\b|\bbase64\s+(?:-d|--decode)\b[^|;&]{0,200}\|\s*(?:ba|da|z)?sh\b/;
