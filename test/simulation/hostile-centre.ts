/**
 * An SMS centre of the worst kind, in virtual time, from one seed: it loses, delays, repeats, lies about receipts,
 * cuts its bytes anywhere and drops connections. It keeps a true record of what it received and what it took on.
 *
 * Speaks SMPP from its own few lines, not from the codec that it tests.
 */
import type { Random } from '../../src/base/random.ts'
import type { Connect, WireEvents } from '../../src/round/wire.ts'
import type { Schedule } from './schedule.ts'

/** Shares in percent. */
export interface Temper {
  readonly throttle: number
  readonly refuse: number
  readonly silentTaken: number
  readonly silentLost: number
  readonly late: number
  readonly nack: number
  readonly drop: number
  readonly unbind: number
  readonly refuseBind: number
  readonly laneError: number
  readonly noReceipt: number
  readonly earlyReceipt: number
  readonly twice: number
  readonly bogus: number
  readonly intermediate: number
  readonly asDataSm: number
  readonly tlvOnly: number
  readonly lyingTlv: number
  readonly ids: 'same' | 'hex-then-decimal' | 'decimal-then-hex' | 'zeros'
  readonly latencyMs: number
  readonly receiptMs: number
  /** A receipt that was refused comes again after so long; absent: never. */
  readonly receiptAgainMs?: number
}

export interface Part {
  received: number
  taken: number
  refused: number
  /** Final receipts of it that were answered with ESME_ROK, first one first. */
  readonly told: string[]
  readonly ids: string[]
}

interface Link {
  readonly events: WireEvents
  isOpen: boolean
  /** What is still on the way will not arrive. */
  isCut: boolean
  isBound: boolean
  pending: Buffer
  arrivesAt: number
  leavesAt: number
  sequence: number
  /** Receipts on the wire: sequence_number -> what they say. */
  readonly told: Map<number, { number: string; part: number; state: string; id: string }>
}

const STATES = ['DELIVRD', 'DELIVRD', 'DELIVRD', 'DELIVRD', 'EXPIRED', 'UNDELIV', 'REJECTD', 'DELETED', 'UNKNOWN']
const STATE_CODES: Record<string, number> = {
  ENROUTE: 1,
  DELIVRD: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIV: 5,
  ACCEPTD: 6,
  UNKNOWN: 7,
  REJECTD: 8,
}

export class HostileCentre {
  readonly parts = new Map<string, Part[]>()
  received = 0
  taken = 0
  /** Receipts, and whatever else it delivered, that were not taken. */
  receiptsRefused = 0
  /** A segment came that had come before. */
  onRepeat: () => void = () => {}
  readonly #schedule: Schedule
  readonly #random: Random
  readonly #temper: Temper
  readonly #links = new Set<Link>()
  #nextId = 0x9a3

  constructor(schedule: Schedule, random: Random, temper: Temper) {
    this.#schedule = schedule
    this.#random = random
    this.#temper = temper
  }

  get connect(): Connect {
    return (_smsc, events) => {
      const link: Link = {
        events,
        isOpen: true,
        isCut: false,
        isBound: false,
        pending: Buffer.alloc(0),
        arrivesAt: 0,
        leavesAt: 0,
        sequence: 0,
        told: new Map(),
      }
      this.#links.add(link)
      this.#schedule.after(this.#random.below(5), () => {
        if (link.isOpen) events.opened()
      })
      return {
        write: (bytes, done) => {
          const copy = Buffer.from(bytes)
          link.arrivesAt = Math.max(this.#schedule.now + this.#random.below(3), link.arrivesAt)
          this.#schedule.after(link.arrivesAt - this.#schedule.now, () => {
            this.#arrived(link, copy)
            done()
          })
        },
        destroy: () => {
          link.isOpen = false
          this.#links.delete(link)
        },
        pause: () => {},
        resume: () => {},
      }
    }
  }

  /** The sender died: what it had written still arrives, nobody hears the answers. */
  senderDied(): void {
    for (const link of this.#links) link.isOpen = false
    this.#links.clear()
  }

  #close(link: Link): void {
    if (!link.isOpen) return
    link.isOpen = false
    link.isCut = this.#random.chance(50)
    this.#links.delete(link)
    this.#schedule.after(1, () => link.events.closed('reset by the centre'))
  }

  #arrived(link: Link, bytes: Buffer): void {
    link.pending = Buffer.concat([link.pending, bytes])
    while (link.pending.length >= 16 && !link.isCut) {
      const size = link.pending.readUInt32BE(0)
      if (link.pending.length < size) return
      const pdu = link.pending.subarray(0, size)
      link.pending = link.pending.subarray(size)
      this.#pdu(link, pdu)
    }
  }

  #pdu(link: Link, pdu: Buffer): void {
    const command = pdu.readUInt32BE(4)
    const sequence = pdu.readUInt32BE(12)
    switch (command) {
      case 9: {
        const isRefused = this.#random.chance(this.#temper.refuseBind)
        link.isBound = !isRefused
        const body = this.#random.chance(50) ? 'centre\0' : ''
        return this.#send(link, 0x80000009, isRefused ? 5 : 0, sequence, isRefused ? '' : body)
      }
      case 4:
        return this.#submit(link, pdu, sequence)
      case 0x15:
        return this.#send(link, 0x80000015, 0, sequence, this.#random.chance(20) ? '\0' : '')
      case 6:
        this.#send(link, 0x80000006, 0, sequence, '')
        return this.#schedule.after(2, () => this.#close(link))
      case 0x80000005:
      case 0x80000103: {
        const told = link.told.get(sequence)
        const isRefused = pdu.readUInt32BE(8) !== 0
        const { receiptAgainMs } = this.#temper
        if (isRefused) this.receiptsRefused++
        if (isRefused && told !== undefined && receiptAgainMs !== undefined)
          this.#schedule.after(receiptAgainMs, () => this.#receipt(link, told))
        if (told === undefined || isRefused) return
        this.#partsOf(told.number)[told.part].told.push(told.state)
      }
    }
  }

  #partsOf(number: string): Part[] {
    let parts = this.parts.get(number)
    if (parts === undefined) {
      parts = []
      this.parts.set(number, parts)
    }
    return parts
  }

  #submit(link: Link, pdu: Buffer, sequence: number): void {
    const t = this.#temper
    const sourceEnd = pdu.indexOf(0, 19)
    const destination = pdu.toString('latin1', sourceEnd + 3, pdu.indexOf(0, sourceEnd + 3))
    const rest = sourceEnd + 3 + destination.length + 1
    const hasHeader = (pdu[rest] & 0x40) !== 0
    const wantsReceipt = pdu[rest + 5] === 1
    const message = pdu.subarray(rest + 10)
    const index = hasHeader ? message[5] - 1 : 0
    const parts = this.#partsOf(destination)
    for (let k = parts.length; k <= index; k++) parts[k] = { received: 0, taken: 0, refused: 0, told: [], ids: [] }
    const part = parts[index]
    if (part.received++ > 0) this.onRepeat()
    this.received++
    const roll = this.#random.below(1000) / 10
    let below = 0
    const is = (share: number) => {
      below += share
      return roll < below && roll >= below - share
    }
    const respond = (command: number, status: number, body: string, ms: number) =>
      this.#schedule.after(ms, () => this.#send(link, command, status, sequence, body))
    const soon = this.#random.below(t.latencyMs + 1)
    if (is(t.drop)) return this.#close(link)
    if (is(t.unbind)) {
      this.#send(link, 6, 0, ++link.sequence, '')
      return respond(0x80000004, 0, `${this.#take(link, destination, index, wantsReceipt, soon)}\0`, soon)
    }
    if (is(t.throttle)) return respond(0x80000004, 0x58, this.#random.chance(50) ? '\0' : '', soon)
    if (is(t.laneError)) return respond(0x80000004, 0x0a, '', soon)
    if (is(t.nack)) {
      part.refused++
      return respond(0x80000000, 0x08 + 0x400, '', soon)
    }
    if (is(t.refuse)) {
      part.refused++
      return respond(0x80000004, 0x0b, this.#random.chance(50) ? 'x\0' : '', soon)
    }
    if (is(t.silentLost)) return
    const id = this.#take(link, destination, index, wantsReceipt, soon)
    if (is(t.silentTaken)) return
    respond(0x80000004, 0, `${id}\0`, is(t.late) ? 1200 + this.#random.below(2000) : soon)
  }

  /** Takes the segment on, plans its receipts, and gives the id for the response. */
  #take(link: Link, number: string, index: number, wantsReceipt: boolean, soon: number): string {
    const t = this.#temper
    this.taken++
    const part = this.#partsOf(number)[index]
    part.taken++
    const value = this.#nextId++
    const id = {
      same: `M${value.toString(36)}`,
      'hex-then-decimal': value.toString(16).toUpperCase(),
      'decimal-then-hex': String(value),
      zeros: `000${value.toString(16)}`,
    }[t.ids]
    const told = {
      same: id,
      'hex-then-decimal': String(value),
      'decimal-then-hex': value.toString(16),
      zeros: value.toString(16).toUpperCase(),
    }[t.ids]
    part.ids.push(id)
    if (!wantsReceipt || this.#random.chance(t.noReceipt)) return id
    const state = STATES[this.#random.below(STATES.length)]
    const when = this.#random.chance(t.earlyReceipt) ? 0 : soon + this.#random.below(t.receiptMs + 1)
    const tell = (what: string, which: string, ms: number) =>
      this.#schedule.after(ms, () => this.#receipt(link, { number, part: index, state: what, id: which }))
    if (this.#random.chance(t.intermediate)) tell('ENROUTE', told, when)
    if (this.#random.chance(t.bogus)) tell('DELIVRD', `b${value}`, when)
    tell(state, told, when)
    if (this.#random.chance(t.twice)) tell(STATES[this.#random.below(STATES.length)], told, when + 30)
    return id
  }

  /** On the link of the submit, or on any other, or later when none is there. */
  #receipt(link: Link, what: { number: string; part: number; state: string; id: string }, tries = 0): void {
    const open = link.isOpen ? link : [...this.#links].find(other => other.isBound)
    if (open === undefined) {
      if (tries < 40) this.#schedule.after(400, () => this.#receipt(link, what, tries + 1))
      return
    }
    const t = this.#temper
    const sequence = ++open.sequence
    const isReal = !what.id.startsWith('b') && what.state !== 'ENROUTE'
    if (isReal) open.told.set(sequence, what)
    const asData = this.#random.chance(t.asDataSm)
    const tlvOnly = asData || this.#random.chance(t.tlvOnly)
    const isLying = !tlvOnly && this.#random.chance(t.lyingTlv)
    const textState = isLying ? 'ENROUTE' : what.state
    const text = tlvOnly
      ? ''
      : `id:${what.id} sub:001 dlvrd:001 submit date:2002030700 done date:2002030701 stat:${textState} err:000 text:stat:UNDELIV`
    const tlvs =
      tlvOnly || isLying
        ? Buffer.concat([
            Buffer.from([0x00, 0x1e, 0, what.id.length + 1]),
            Buffer.from(`${what.id}\0`),
            Buffer.from([0x04, 0x27, 0, 1, STATE_CODES[what.state]]),
          ])
        : Buffer.alloc(0)
    const addresses = `\0\x01\x01${what.number}\0\x05\0BOYTE\0`
    const body = asData
      ? Buffer.concat([Buffer.from(addresses, 'latin1'), Buffer.from([4, 0, 0]), tlvs])
      : Buffer.concat([
          Buffer.from(addresses, 'latin1'),
          Buffer.from([4, 0, 0, 0, 0, 0, 0, 0, 0, text.length]),
          Buffer.from(text, 'latin1'),
          tlvs,
        ])
    this.#send(open, asData ? 0x103 : 5, 0, sequence, body)
  }

  #send(link: Link, command: number, status: number, sequence: number, body: string | Buffer): void {
    if (!link.isOpen) return
    const octets = typeof body === 'string' ? Buffer.from(body, 'latin1') : body
    const pdu = Buffer.allocUnsafe(16 + octets.length)
    pdu.writeUInt32BE(pdu.length, 0)
    pdu.writeUInt32BE(command, 4)
    pdu.writeUInt32BE(status, 8)
    pdu.writeUInt32BE(sequence, 12)
    octets.copy(pdu, 16)
    for (let at = 0; at < pdu.length; ) {
      const size = this.#random.chance(80) ? pdu.length - at : 1 + this.#random.below(pdu.length - at)
      const piece = size === pdu.length ? pdu : pdu.subarray(at, at + size)
      at += size
      link.leavesAt = Math.max(this.#schedule.now + this.#random.below(3), link.leavesAt)
      this.#schedule.after(link.leavesAt - this.#schedule.now, () => {
        if (link.isOpen) link.events.data(piece, piece.length)
      })
    }
  }
}
