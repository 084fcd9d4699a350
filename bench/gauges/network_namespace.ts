/**
 * A network of one process' own: an interface that nobody else uses, so that what goes over it can be counted, packet by
 * packet. Knows how such a process is started; nothing of what it does. Linux only.
 */

import { spawnSync } from 'node:child_process';
import type { Missing } from '../run/run.ts';

/**
 * Brings the loopback interface up as an Ethernet would be: packets of 1,500 bytes at most, none of them put together
 * or taken apart by the interface (ethtool's TSO, GSO and GRO), so that headers are counted as often as they'd be sent.
 * By ioctls (netdevice(7), linux/ethtool.h), since Perl is there where iproute2 and ethtool are not.
 */
const interfaceUp = `
socket(my $s, 2, 2, 0) or die "socket: $!\\n";
ioctl($s, 0x8922, my $mtu = pack("a16 i x20", "lo", 1500)) or die "MTU: $!\\n";
for my $command (0x1f, 0x24, 0x2c) {
  my $off = pack("II", $command, 0);
  ioctl($s, 0x8946, my $request = pack("a16 P x16", "lo", $off)) or die "ethtool: $!\\n";
}
ioctl($s, 0x8914, my $up = pack("a16 s x22", "lo", 0x49)) or die "up: $!\\n";
exec @ARGV or die "exec: $!\\n";
`;

/** Put before a command, so that it runs in a network namespace of its own; needs no privileges where users may have those. */
const wrapper = ['unshare', '--user', '--map-root-user', '--net', 'perl', '-e', interfaceUp, '--'] as const;

/** The wrapper, or why this machine has none. Tries it out, which takes some milliseconds. */
export function networkNamespace(): { readonly wrapper: readonly string[] } | Missing {
  const [command, ...args] = wrapper;
  const { status, stderr, error } = spawnSync(command, [...args, 'true'], { encoding: 'utf8' });
  if (status === 0) return { wrapper };
  const reason = error?.message ?? stderr.trim().split('\n')[0] ?? '';
  return { missing: `a network namespace of its own cannot be made here (${reason})` };
}
