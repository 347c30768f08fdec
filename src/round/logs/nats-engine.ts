/**
 * A leg's log on NATS JetStream: a stream of three replicas, of which entry n is message n.
 *
 * Fenced by `Nats-Expected-Last-Sequence`, of the whole stream; an acknowledgement counts only with sequence n. On 2.10.27 a message
 * that was refused (10071) and is sent again under its name is answered `"seq": 0, "duplicate": true`, which looks like success; and
 * under the name of another's entry n, ours would be called a duplicate of it. So names are one writer's own, and no answer but `seq: n`
 * is believed.
 */
import { randomBytes } from 'node:crypto'
import type { StreamInfo } from '@nats-io/jetstream'
import type { Subscription } from '@nats-io/transport-node'
import { pause } from '../../base/clock.ts'
import { reason } from '../../base/failure.ts'
import { type LegAnswerer, QUESTION_MAX } from '../log.ts'
import type { NatsAddress } from './address.ts'
import type { Engine, Looked, Placed, Seen } from './engine.ts'
import { logFailure } from './failures.ts'
import { ANSWER_MS, NatsLine } from './nats-connection.ts'
import { NatsEntry } from './nats-entry.ts'
import {
  awayOf,
  changeOf,
  membersOf,
  newsOf,
  questionsOf,
  REPLICAS,
  stream,
  streamOf,
  subjectOf,
  withoutMajority,
} from './nats-stream.ts'
import { askSyncs, checkSyncs } from './nats-sync.ts'
import type { EngineOptions } from './replicated-log.ts'

/** Fails with what opening a line, its stream and checking its servers fail with. */
export async function openNatsEngine(address: NatsAddress, leg: string, options: EngineOptions): Promise<Engine> {
  const count = address.servers.length
  if (count < REPLICAS && !options.unsafe) throw logFailure('logFewReplicas', { count, least: REPLICAS })
  const line = await NatsLine.open(address, options)
  options.signal.addEventListener('abort', () => line.close())
  try {
    const replicas = count < REPLICAS ? 1 : REPLICAS
    const first = await stream(line, { leg, replicas, octetsMax: options.octetsMax }, options)
    const unproven = options.unsafe ? [] : awayOf(first)
    const members = [...(membersOf(first) ?? [])]
    if (!options.unsafe)
      checkSyncs(
        await askSyncs(line, options.signal),
        members.filter(name => !unproven.includes(name)),
      )
    const engine = new NatsEngine({ line, leg, first, unproven, options })
    line.subscribe(newsOf(leg), message => options.told(Number(message.headers?.get('Nats-Sequence')) || 0))
    return engine
  } catch (error) {
    line.close()
    throw error
  }
}

interface Opened {
  readonly line: NatsLine
  readonly leg: string
  /** The stream as it was when the log was opened, with a leader. */
  readonly first: StreamInfo
  /** Servers that were away then. */
  readonly unproven: readonly string[]
  readonly options: EngineOptions
}

const ASK_AGAIN_MS = 50

class NatsEngine implements Engine {
  readonly #line: NatsLine
  readonly #leg: string
  readonly #first: StreamInfo
  /** The last entry that is known to have stood. */
  #known = 0
  readonly #options: EngineOptions
  #unproven: readonly string[]
  /** Why nothing is placed, though there is a leader; null: nothing is doubted. */
  #doubt: string | null = null
  /** Of this writer alone, in the names of its messages. */
  readonly #writer = randomBytes(9).toString('base64url')
  #questions: Subscription | null = null
  readonly #entry: NatsEntry

  constructor({ line, leg, first, unproven, options }: Opened) {
    this.#options = options
    this.#line = line
    this.#leg = leg
    this.#first = first
    this.#unproven = unproven
    const stream = streamOf(leg)
    const asks = (servers: () => Pick<NatsLine['direct'], 'getMessage'>) => async (seq: number) =>
      await line.ask(async () => await servers().getMessage(stream, { seq }))
    this.#entry = new NatsEntry({
      clock: options.clock,
      anyServer: asks(() => line.direct),
      leader: asks(() => line.jsm.streams),
    })
  }

  async place(index: number, entry: Uint8Array, name: number): Promise<Placed> {
    if (this.#doubt !== null) return 'silent'
    const heard = await this.#line.ask(
      async () =>
        await this.#line.js.publish(subjectOf(this.#leg), entry, {
          msgID: `${this.#writer}-${index}-${name}`,
          expect: { lastSequence: index - 1 },
          timeout: ANSWER_MS,
        }),
    )
    if (heard.is === 'silent') return 'silent'
    const isPlaced = heard.is === 'heard' && heard.value.seq === index
    if (isPlaced) this.#known = Math.max(this.#known, index)
    return isPlaced ? 'placed' : 'unplaced'
  }

  async look(index: number): Promise<Looked> {
    const name = streamOf(this.#leg)
    const heard = await this.#line.ask(async () => await this.#line.jsm.streams.getMessage(name, { seq: index }))
    if (heard.is !== 'heard') return { is: 'silent' }
    if (heard.value !== null) return { is: 'there', entry: heard.value.data }
    const info = await this.#info()
    return info.is === 'heard' ? { is: 'nothing', last: info.value.state.last_seq } : { is: 'silent' }
  }

  async entries(from: number, last: number): Promise<readonly Uint8Array[]> {
    const found = await Promise.all(
      Array.from({ length: last - from + 1 }, async (_, at) => await this.#entry.at(from + at)),
    )
    const entries: Uint8Array[] = []
    for (const entry of found) {
      if (entry === null) break
      entries.push(entry)
    }
    return entries
  }

  async see(): Promise<Seen> {
    const heard = await this.#info()
    if (heard.is === 'silent') return { is: 'away', why: 'it does not answer' }
    if (heard.is === 'refused') return { is: 'away', why: heard.why }
    const changed = changeOf(this.#first, heard.value, this.#known)
    if (changed !== null) return { is: 'lost', why: changed }
    this.#known = Math.max(this.#known, heard.value.state.last_seq)
    this.#doubt = await this.#unproved(heard.value)
    const why = withoutMajority(heard.value) ?? this.#doubt
    return why === null ? { is: 'here', last: heard.value.state.last_seq } : { is: 'away', why }
  }

  /** That nobody listens is said at once, also of an owner that is between two connections: asked until the time is over. */
  async ask(question: string, withinMs: number): Promise<string | null> {
    const { clock, signal } = this.#options
    const until = clock.monotonic() + withinMs
    while (!signal.aborted) {
      const leftMs = Math.ceil(until - clock.monotonic())
      if (leftMs <= 0) return null
      const heard = await this.#line.request(questionsOf(this.#leg), question, leftMs)
      if (heard.is === 'heard') return heard.value.string()
      await pause(clock, Math.min(ASK_AGAIN_MS, leftMs), signal)
    }
    return null
  }

  answer(how: LegAnswerer | null): void {
    this.#questions?.unsubscribe()
    this.#questions =
      how &&
      this.#line.subscribe(questionsOf(this.#leg), message => {
        if (message.data.length <= QUESTION_MAX) how(message.string(), answer => void message.respond(answer))
      })
  }

  close(): void {
    this.#line.close()
  }

  async #info() {
    return await this.#line.ask(async () => await this.#line.jsm.streams.info(streamOf(this.#leg)))
  }

  /** Why a server that was away at the beginning is not believed now that it is there. */
  async #unproved(info: StreamInfo): Promise<string | null> {
    const away = awayOf(info)
    const back = this.#unproven.filter(name => !away.includes(name))
    if (back.length === 0) return null
    try {
      checkSyncs(await askSyncs(this.#line, this.#options.signal), back)
    } catch (error) {
      return reason(error)
    }
    this.#unproven = this.#unproven.filter(name => !back.includes(name))
    return null
  }
}
