/**
 * A centre whose octets are sound, nearly sound and pure noise, by a seed: it never ends a round, never makes its figures
 * disagree, and never makes it send anything twice. SEED=n runs that one alone.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seeded } from '../../src/base/random.ts'
import { bindResp, pdu, polite, tlv } from '../../tools/smsc/odd.ts'
import { LONG, RoundFixture } from './stage.ts'
import { type Answers, idOf, nextSequence, type Say } from './witness.ts'

const SEEDS = process.env.SEED === undefined ? [1, 2, 3, 4] : [Number(process.env.SEED)]
const BIND_TRANSCEIVER = 9
/** Octets of a header. */
const HEADER = 16
/** Lengths that lose step cost the round half a second each. */
const LOST_STEPS_MAX = 4

const COMMANDS = [0x4, 0x5, 0x6, 0x9, 0x15, 0x21, 0x102, 0x103, 0x777, 0xb]
/** Temporary ones are few: a lane that is throttled often is slow, and that is another story. */
const STATUSES = [0, 0, 0, 0, 0, 0, 1, 0x0b, 0x403, 0xffffffff, 0x58]

class Noise {
  readonly #random: Random
  #lostSteps = 0

  constructor(seed: number) {
    this.#random = seeded(seed)
  }

  of<T>(...choices: readonly T[]): T {
    return choices[this.#random.below(choices.length)]
  }

  octets(most: number): Buffer {
    return Buffer.from(Array.from({ length: this.#random.below(most) }, () => this.octet()))
  }

  /** Edges more often than the middle. */
  octet(): number {
    return this.#random.chance(40) ? this.of(0, 1, 0x7f, 0x80, 0xff) : this.#random.below(256)
  }

  /** Whole PDUs with good lengths, whatever is in them; now and then one that loses step. */
  pieces(say: Say): Buffer[] {
    const id = idOf(say.asked)
    const receipt = say.receipt(id, this.of('DELIVRD', 'UNDELIV', 'EXPIRED', 'UNKNOWN', 'ENROUTE'))
    const error = this.of(...STATUSES)
    const answer = this.of(say.ok(id), say.ok(id), say.ok(id), say.error(error), say.nack(error))
    const pieces = [answer, receipt, this.#stranger(say)]
    if (this.#random.chance(50)) pieces.reverse()
    return pieces.map(piece => (this.#random.chance(30) ? this.#spoiled(piece) : piece))
  }

  #spoiled(piece: Buffer): Buffer {
    const bytes = Buffer.from(piece)
    if (bytes.length <= HEADER) return bytes
    for (let i = this.#random.below(6); i >= 0; i--)
      bytes[HEADER + this.#random.below(bytes.length - HEADER)] = this.octet()
    if (this.#random.chance(20)) return this.#resized(bytes, this.#random.below(bytes.length - HEADER))
    if (this.#random.chance(3) && this.#lostSteps < LOST_STEPS_MAX) {
      this.#lostSteps++
      bytes.writeUInt32BE(this.of(0, 15, 0x7fffffff, 0xffffffff, 0x48545450), 0)
    }
    return bytes
  }

  /** Cut, with the length of what is left. */
  #resized(bytes: Buffer, cut: number): Buffer {
    const left = Buffer.from(bytes.subarray(0, bytes.length - cut))
    left.writeUInt32BE(left.length, 0)
    return left
  }

  #stranger(say: Say): Buffer {
    const command_id = (this.of(...COMMANDS) | this.of(0, 0x80000000)) >>> 0
    const sequence_number = this.of(0, say.asked.pdu.sequence_number, nextSequence(), 0xffffffff)
    // An unbind, or an answer to one, would only end the connection.
    if ((command_id & 0xffff) === 6) return tlv(0, '').subarray(0, 0)
    const body = this.of(this.octets(40), Buffer.concat([this.octets(8), this.octets(300)]))
    return pdu({ command_id, command_status: this.of(...STATUSES), sequence_number }, body)
  }
}

for (const seed of SEEDS)
  test(`noise of seed ${seed} neither ends a round nor corrupts its tally`, async t => {
    const noise = new Noise(seed)
    const answers: Answers = (asked, say) => {
      const pieces = noise.pieces(say)
      if (noise.of(true, false)) asked.link.write(...pieces)
      else for (const piece of pieces) asked.link.write(piece)
    }
    const stage = await RoundFixture.set(t, {
      subscribers: 150,
      message: LONG,
      answers,
      others: (request, link) => {
        if (request.command_id === BIND_TRANSCEIVER) return link.write(bindResp(request))
        if (request.command_id < 0x80000000) polite(request, link)
      },
    })
    const receipts = noise.of('last', 'all', 'none')
    const flags = ['--receipts', receipts, '--retry-for', '2s', '--response-timeout', '400ms']
    const pace = ['--window', String(noise.of(1, 10, 500)), '--receipt-wait', '500ms']
    const { tally } = await stage.run(...flags, ...pace).ends(0, 60_000)
    assert.equal(tally.state, 'finished')
    assert.equal(tally.subscribers.unsent + tally.subscribers.sending, 0)
    assert.ok(tally.segments.submitted >= stage.witness.submits.length)
    const rows = await stage.outcomes()
    assert.equal(rows.size, 150)
    assert.ok([...rows.values()].every(({ resent }) => resent === 0))
  })
