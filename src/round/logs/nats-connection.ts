/**
 * A connection to a NATS cluster that comes back by itself, and says of each request whether it was answered.
 *
 * Nothing is sent while there is no connection: what the client would keep for later is asked again by whoever asked, with
 * judgement. Only servers that were named are used. Knows no streams.
 */
import {
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream'
import { connect, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node'
import { type Clock, pause, type Timekeeper } from '../../base/clock.ts'
import { reason } from '../../base/failure.ts'
import type { NatsAddress, NatsHost } from './address.ts'
import { logFailure } from './failures.ts'

/** For one answer of the cluster. An entry of the largest size takes a hundredth of it. */
export const ANSWER_MS = 2_000
/** Servers go on asking one that is suspended for minutes. */
const DIRECT_MS = 400
/** A server that is silent for so many of these is left for another one. */
const PING_MS = 1_000
const PINGS_MAX = 2
const RECONNECT_MS = 100
const HANDSHAKE_MS = 2_000
const OPEN_AGAIN_MS = 250
/** What a server says while the cluster has no leader of its own: that nobody can answer yet (JetStream API, err_code). */
const NOBODY_LEADS = 10008

export type Heard<Value> =
  | { readonly is: 'heard'; readonly value: Value }
  /** By JetStream, with its error code. */
  | { readonly is: 'refused'; readonly code: number; readonly why: string }
  | { readonly is: 'silent' }

const SILENT = { is: 'silent' } as const

export class NatsLine {
  readonly js: JetStreamClient
  readonly jsm: JetStreamManager
  /** Of any server that holds it, one message; with less patience, as another server can be asked. */
  readonly direct: JetStreamManager['direct']
  readonly hosts: readonly NatsHost[]
  readonly #connection: NatsConnection
  #isConnected = true
  /** Ends what is under way when the connection does. */
  #cut = Promise.withResolvers<typeof SILENT>()

  private constructor(
    connection: NatsConnection,
    { js, jsm, direct, hosts }: Pick<NatsLine, 'js' | 'jsm' | 'direct' | 'hosts'>,
  ) {
    this.js = js
    this.jsm = jsm
    this.direct = direct
    this.hosts = hosts
    this.#connection = connection
    void this.#follow()
  }

  /** Fails with logUnreachable when no server is found in `openMs`, with logRefuses when none lets us in. */
  static async open(address: NatsAddress, opening: Opening): Promise<NatsLine> {
    const at = placeOf(address.servers)
    const connection = await connected(address, at, opening)
    const js = jetstream(connection, { timeout: ANSWER_MS })
    const jsm = await jetstreamManager(connection, { timeout: ANSWER_MS, checkAPI: false })
    const { direct } = await jetstreamManager(connection, { timeout: DIRECT_MS, checkAPI: false })
    return new NatsLine(connection, { js, jsm, direct, hosts: address.servers })
  }

  get at(): string {
    return placeOf(this.hosts)
  }

  /** Asks the cluster; no responders, no connection and no answer in time are all silence. */
  async ask<Value>(request: () => Promise<Value>): Promise<Heard<Value>> {
    if (!this.#isConnected || this.#connection.isClosed()) return SILENT
    const answered = request().then(
      value => ({ is: 'heard', value }) as const,
      (error: unknown) =>
        error instanceof JetStreamApiError && error.code !== NOBODY_LEADS
          ? ({ is: 'refused', code: error.code, why: error.message } as const)
          : SILENT,
    )
    return await Promise.race([answered, this.#cut.promise])
  }

  async request(subject: string, text: string, withinMs: number): Promise<Heard<Msg>> {
    return await this.ask(async () => await this.#connection.request(subject, text, { timeout: withinMs }))
  }

  /** Of whoever answers within so long; none where nobody may be asked. */
  async requestMany(subject: string, withinMs: number): Promise<readonly Msg[]> {
    const heard = await this.ask(async () => {
      const answers = await this.#connection.requestMany(subject, '', { maxWait: withinMs })
      const messages: Msg[] = []
      for await (const message of answers) messages.push(message)
      return messages
    })
    return heard.is === 'heard' ? heard.value : []
  }

  subscribe(subject: string, take: (message: Msg) => void): Subscription {
    return this.#connection.subscribe(subject, {
      callback: (error, message) => {
        if (error === null) take(message)
      },
    })
  }

  close(): void {
    this.#isConnected = false
    this.#cut.resolve(SILENT)
    void this.#connection.close().catch(() => {})
  }

  async #follow(): Promise<void> {
    for await (const { type } of this.#connection.status()) {
      if (type === 'disconnect') {
        this.#isConnected = false
        this.#cut.resolve(SILENT)
      }
      if (type === 'reconnect') {
        this.#cut = Promise.withResolvers()
        this.#isConnected = true
      }
    }
  }
}

/** `signal` ends the wait for servers. */
interface Opening {
  readonly clock: Timekeeper
  readonly signal: AbortSignal
  readonly openMs: number
}

async function connected(
  address: NatsAddress,
  at: string,
  { clock, signal, openMs }: Opening,
): Promise<NatsConnection> {
  const until = clock.monotonic() + openMs
  for (;;) {
    try {
      return await unlessAborted(connect(optionsOf(address)), signal)
    } catch (error) {
      const why = reason(error)
      if (/authorization|authentication|expired/i.test(why))
        throw logFailure('logRefuses', { at, why: 'authorization violation' })
      if (signal.aborted || isOver(clock, until)) throw logFailure('logUnreachable', { at, why })
    }
    await pause(clock, OPEN_AGAIN_MS, signal)
  }
}

/** A connection that comes too late is closed. */
async function unlessAborted(connecting: Promise<NatsConnection>, signal: AbortSignal): Promise<NatsConnection> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => {
    aborted.reject(new Error('it was not waited for'))
    void connecting.then(
      connection => connection.close(),
      () => {},
    )
  }
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([connecting, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

export function isOver(clock: Clock, until: number): boolean {
  return clock.monotonic() >= until
}

function placeOf(hosts: readonly NatsHost[]): string {
  return hosts.map(({ host, port }) => `${host}:${port}`).join(', ')
}

function optionsOf({ servers, isTls, user }: NatsAddress): Parameters<typeof connect>[0] {
  return {
    servers: servers.map(({ host, port }) => `${host}:${port}`),
    name: 'loa',
    ...(isTls && { tls: {} }),
    ...(user !== null && { user: user.name, pass: user.password }),
    // Others of the cluster may be somewhere that nobody has named to us.
    ignoreClusterUpdates: true,
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_MS,
    timeout: HANDSHAKE_MS,
    pingInterval: PING_MS,
    maxPingOut: PINGS_MAX,
  }
}
