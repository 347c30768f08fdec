/**
 * For tests of the queue: rows that survive any kill, and a world that keeps what really went out. A process that was killed does
 * nothing more: whatever it waited for never comes.
 */
import assert from 'node:assert/strict'
import type { ManualClock } from '../../src/base/clock.ts'
import type { Random } from '../../src/base/random.ts'
import type { Brake, Ended, Outbox, Queued } from '../../src/channels/outbox.ts'
import { type Answer, notNow, type Provider, refused, unknown } from '../../src/channels/provider.ts'
import { CONTENT } from './contract.suite.ts'

export interface Row {
  readonly id: string
  readonly peer: string
  state: 'waits' | 'intent' | 'accepted' | 'refused' | 'unknown' | 'expired'
  tries: number
  tryAtMs: number
  readonly untilMs: number
  resent: number
  /** What the world knows and no row tells. */
  copies: number
}

export class World {
  readonly rows: Row[]
  readonly clock: ManualClock
  readonly random: Random
  /** Of a hundred: how messages end. */
  readonly chances: { readonly refused: number; readonly notNow: number; readonly unknown: number }
  paused: Brake | null = null
  /** Between what is asked of a disk or a peer and its answer, at most. */
  readonly #slownessMs = 40

  constructor(given: {
    readonly clock: ManualClock
    readonly random: Random
    readonly messages: number
    readonly peers: number
    readonly lifeMs: number
    readonly chances?: World['chances']
  }) {
    this.clock = given.clock
    this.random = given.random
    this.chances = given.chances ?? { refused: 8, notNow: 20, unknown: 4 }
    this.rows = Array.from({ length: given.messages }, (_, at) => ({
      id: `m${at}`,
      peer: `peer-${this.random.below(given.peers)}.example`,
      state: 'waits',
      tries: 0,
      tryAtMs: 0,
      untilMs: given.clock.wall() + given.lifeMs,
      resent: 0,
      copies: 0,
    }))
  }

  add(rows: readonly Pick<Row, 'id' | 'peer' | 'tryAtMs'>[]): void {
    for (const row of rows)
      this.rows.push({ ...row, state: 'waits', tries: 0, resent: 0, copies: 0, untilMs: Number.POSITIVE_INFINITY })
  }

  /** What a process sees of it, until it is killed. `isAtOnce`: a disk and peers that take no time. */
  seenBy(life: { isOver: boolean }, { isAtOnce = false } = {}): { outbox: Outbox<string>; provider: Provider<string> } {
    const step = async () => {
      if (isAtOnce) return
      await new Promise<void>(done => this.clock.after(1 + this.random.below(this.#slownessMs), done))
      if (life.isOver) await new Promise<never>(() => undefined)
    }
    const durably = async <T>(act: () => T): Promise<T> => {
      await step()
      const done = act()
      await step()
      return done
    }
    const outbox: Outbox<string> = {
      settle: async () => await durably(() => this.#settle()),
      take: async wanted => await durably(() => this.#take(wanted)),
      mark: async ended => await durably(() => this.#mark(ended)),
      pause: async why =>
        await durably(() => {
          this.paused = why
        }),
    }
    const provider: Provider<string> = {
      channel: 'mail',
      peerOf: to => to,
      close: async () => undefined,
      send: async ({ id }) => {
        await step()
        const row = this.#row(id)
        const chance = this.random.below(100)
        const { refused: no, notNow: later, unknown: open } = this.chances
        const answer = answerOf(chance, { no, later, open })
        if (answer.is === 'accepted' || (answer.is === 'unknown' && this.random.chance(50))) row.copies++
        await step()
        return answer
      },
    }
    return { outbox, provider }
  }

  /** A person decides that it goes out once more, and that is marked. */
  resend(row: Row): void {
    assert.equal(row.state, 'unknown')
    row.resent++
    row.state = 'waits'
    row.tryAtMs = 0
  }

  #settle(): number {
    const open = this.rows.filter(({ state }) => state === 'intent')
    for (const row of open) row.state = 'unknown'
    return open.length
  }

  #take({ max, nowMs, except }: Parameters<Outbox<string>['take']>[0]): Queued<string>[] {
    if (this.paused !== null) return []
    const due = this.rows
      .filter(({ state, tryAtMs, peer }) => {
        return state === 'waits' && tryAtMs <= nowMs && !except.includes(peer)
      })
      .slice(0, max)
    for (const row of due) row.state = 'intent'
    return due.map(({ id, peer, tries, untilMs }) => ({
      message: { id, to: peer, content: CONTENT },
      peer,
      tries,
      untilMs,
    }))
  }

  #mark(ended: readonly Ended[]): void {
    for (const { id, ending } of ended) {
      const row = this.#row(id)
      assert.equal(row.state, 'intent', `${id} is marked without an intent`)
      row.state = ending.is
      if (ending.is !== 'waits') continue
      row.tries++
      row.tryAtMs = ending.tryAtMs
    }
  }

  #row(id: string): Row {
    const row = this.rows[Number(id.slice(1))]
    assert.ok(row !== undefined)
    return row
  }
}

function answerOf(chance: number, of: { no: number; later: number; open: number }): Answer {
  if (chance < of.no) return refused('recipientGone', { isGone: true })
  if (chance < of.no + of.later) return notNow('peerBusy', 1000)
  if (chance < of.no + of.later + of.open) return unknown('noAnswer')
  return { is: 'accepted' }
}
