/**
 * Which of the peers this machine has. A missing one skips its tests with a reason, except where CI is set: there it
 * is a failure, for a skipped test proves nothing.
 */
import { spawnSync } from 'node:child_process'

interface Peer {
  /** What brings it. */
  readonly from: string
  readonly probe: readonly [command: string, ...args: string[]]
}

export const PEERS = {
  tshark: { from: 'Debian package tshark', probe: ['tshark', '--version'] },
  'the right to capture packets': { from: 'root', probe: ['sh', '-c', 'test "$(id -u)" = 0'] },
  bearerbox: { from: 'Debian package kannel', probe: ['bearerbox', '--version'] },
  'Net::SMPP': { from: 'Debian package libnet-smpp-perl', probe: ['perl', '-MNet::SMPP', '-e', '1'] },
  freeDiameter: {
    from: 'Debian packages freediameterd and freediameter-extensions',
    probe: ['sh', '-c', 'command -v freeDiameterd && test -e /usr/lib/freeDiameter/test_cc.fdx'],
  },
  openssl: { from: 'Debian package openssl', probe: ['openssl', 'version'] },
  ip: { from: 'Debian package iproute2', probe: ['ip', '-V'] },
  ndpiReader: { from: 'Debian package libndpi-bin', probe: ['ndpiReader', '-h'] },
  cc: { from: 'Debian package gcc', probe: ['cc', '--version'] },
  curl: { from: 'Debian package curl', probe: ['curl', '--version'] },
  libsmpp34: { from: 'Debian package libsmpp34-dev', probe: ['test', '-e', '/usr/include/libsmpp34/smpp34.h'] },
  soffice: { from: 'Debian package libreoffice-writer-nogui', probe: ['sh', '-c', 'command -v soffice'] },
  poppler: { from: 'Debian package poppler-utils', probe: ['sh', '-c', 'command -v pdftotext'] },
  aiortc: { from: 'Debian package python3-aiortc', probe: ['/usr/bin/python3', '-c', 'import aiortc'] },
  coturn: { from: 'Debian package coturn', probe: ['sh', '-c', 'command -v turnserver'] },
  ffmpeg: { from: 'Debian package ffmpeg', probe: ['sh', '-c', 'command -v ffmpeg && command -v ffprobe'] },
  minimodem: { from: 'Debian package minimodem', probe: ['minimodem', '--version'] },
  aplay: { from: 'Debian package alsa-utils', probe: ['aplay', '--version'] },
  'espeak-ng': { from: 'Debian package espeak-ng', probe: ['espeak-ng', '--version'] },
  root: { from: 'root', probe: ['sh', '-c', 'test "$(id -u)" = 0'] },
  'a machine of our own': {
    from: 'root, and a kernel with namespaces and overlayfs',
    probe: [
      ...(['unshare', '--net', '--mount', 'sh', '-ec'] as const),
      'mount -t tmpfs none /mnt; mkdir /mnt/upper /mnt/work; mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/upper,workdir=/mnt/work /etc',
    ],
  },
  'osmo-bsc': { from: 'Debian package osmo-bsc', probe: ['osmo-bsc', '--version'] },
  'osmo-bts': { from: 'Debian package osmo-bts', probe: ['sh', '-c', 'command -v osmo-bts-virtual'] },
  postfix: { from: 'Debian package postfix', probe: ['postconf', '-d', 'mail_version'] },
  opendkim: { from: 'Debian package opendkim', probe: ['opendkim', '-V'] },
  rspamd: { from: 'Debian package rspamd', probe: ['rspamd', '--version'] },
  ntfy: { from: 'Debian package ntfy', probe: ['sh', '-c', 'command -v ntfy'] },
  xmllint: { from: 'Debian package libxml2-utils', probe: ['xmllint', '--version'] },
  xmlsec1: { from: 'Debian package xmlsec1', probe: ['xmlsec1', '--version'] },
  varnish: { from: 'Debian package varnish', probe: ['varnishd', '-V'] },
  faketime: { from: 'Debian package libfaketime', probe: ['sh', '-c', 'ls /usr/lib/*/faketime/libfaketimeMT.so.1'] },
  'nats-server': { from: 'Debian package nats-server', probe: ['nats-server', '--version'] },
  nginx: { from: 'Debian package nginx', probe: ['nginx', '-v'] },
  patroni: {
    from: 'Debian packages patroni and python3-etcd',
    probe: ['/usr/bin/python3', '-c', 'import patroni.dcs.etcd3'],
  },
  etcd: { from: 'Debian package etcd-server', probe: ['etcd', '--version'] },
  haproxy: { from: 'Debian package haproxy', probe: ['haproxy', '-v'] },
  'systemd-analyze': { from: 'Debian package systemd', probe: ['systemd-analyze', '--version'] },
} as const satisfies Record<string, Peer>

/** Debian keeps servers where a plain user's PATH may not look. */
export const PEER_PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`

/** The `skip` option of a test that needs these peers: false, or why it cannot run here. */
export function missing(...names: (keyof typeof PEERS)[]): string | false {
  const absent = names.filter(name => !answers(PEERS[name].probe))
  if (absent.length === 0) return false
  const why = `needs ${absent.map(name => `${name} (${PEERS[name].from})`).join(', ')}`
  if (process.env.CI && process.env.CI !== 'false') throw new Error(`in CI no peer may be missing: ${why}`)
  return why
}

function answers([command, ...args]: Peer['probe']): boolean {
  const { status } = spawnSync(command, args, {
    env: { ...process.env, PATH: PEER_PATH },
    stdio: 'ignore',
    timeout: 10_000,
  })
  return status === 0
}
