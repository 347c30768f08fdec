/**
 * What became of every packet: of each site and kind received = forwarded + withheld, by reason, at any instant.
 *
 * A packet is forwarded where at least one receiver was sent it, however many; how many copies that were is counted beside it,
 * and is what all receivers together were sent. What the server sends of its own is counted apart. Accounts stay over all connections of a site. Counts and nothing else.
 */
import assert from 'node:assert/strict'
import type { LineClass } from '../rtp/downlink.ts'
import { KINDS, type Kind } from './transport.ts'

export const REASONS = [
  /** No packet, or not of the track's format. */
  'malformed',
  /** Of a stream that the connection's answer does not name, or on a track that leads down. */
  'unknown-ssrc',
  /** Of a connection that is not the site's, or not yet or no longer. */
  'not-connected',
  'duplicate',
  /** Out of all sequence, and the one behind it did not come. */
  'suspect',
  /** Voice or picture of a site that is not heard. */
  'no-floor',
  /** Thumbnail or screen of a site of which it is not shown. */
  'not-shown',
  /** Nobody else is there, or it stands behind others for the same slots. */
  'no-slot',
  /** The process is behind with its work, and pictures wait. */
  'behind',
  'no-key-frame-yet',
  /** It was on its way when its source was given the floor or a slot. */
  'before-the-switch',
  /** All who would be sent it have given it up. */
  'weak-line',
] as const

export type Reason = (typeof REASONS)[number]

export class SourceAccount {
  received = 0
  forwarded = 0
  /** To all receivers, what was sent again not among them. */
  copies = 0
  readonly withheld: Record<Reason, number>

  constructor() {
    this.withheld = counts(REASONS)
  }

  assertSummed(): void {
    const withheld = REASONS.reduce((sum, reason) => sum + this.withheld[reason], 0)
    assert.equal(this.received, this.forwarded + withheld, 'received = forwarded + withheld')
  }
}

export class ReceiverAccount {
  sent = 0
  /** Of those: they waited for its line, and were given up, or not to be forwarded any more. */
  unsent = 0
  /** Of those, with the voice's last packets repeated in them. */
  repeating = 0
  /** On request, a second time at once, or when a key frame came late: from what is kept, and not among those sent. */
  resent = 0
  /** Of the server's own, to try a line: of no source, and not among those sent. */
  padding = 0
  /** Octets of RTP, those sent again and padding among them. */
  octets = 0
  /** Asked for and not sent again: too old, or sent again just now. */
  notResent = 0
  /** Packets given up, by the class that the line had. */
  readonly withheld: Record<LineClass, number> = { A: 0, B: 0, C: 0, D: 0 }
  /** RTCP that was none. */
  malformed = 0
}

/** Of a site, as a source and as a receiver. */
export class SiteAccount {
  readonly of: Readonly<Record<Kind, SourceAccount>>
  readonly to = new ReceiverAccount()

  constructor() {
    const accounts = KINDS.map(kind => [kind, new SourceAccount()] as const)
    this.of = Object.fromEntries(accounts) as Record<Kind, SourceAccount>
  }
}

function counts<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>
}
