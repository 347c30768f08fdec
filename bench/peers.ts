/**
 * Measures the senders of others in `bench/peers`, each against the same simulated centre as our own rounds, and the
 * raw TCP connection that none of them passes.
 *
 * Those programs lie in the project's repository and not in its npm package: they are found at run time, or it is said
 * that they are not there.
 */

import { reason } from '../src/base/failure.ts'
import { startCentreProcess } from '../tools/smsc/process.ts'
import { benchFailure } from './failures.ts'
import { COMPARED_TO, type Measure, type Missing, measureOf } from './measures.ts'

interface SenderOptions {
  readonly host: string
  readonly port: number
  readonly messages: number
  readonly window?: number
  readonly octetsEach?: number
}

interface SenderResult {
  readonly messages: number
  readonly seconds: number
  readonly cpuSeconds: number
}

type Send = (options: SenderOptions) => Promise<SenderResult>

interface RawSink {
  readonly host: string
  readonly port: number
  stop(): Promise<number>
}

/** What the repository's own files bring. */
export interface Peers {
  readonly npmSmpp: Send
  readonly kannel: Send
  /** Null: Kannel is here. */
  readonly kannelMissing: string | null
  readonly rawTcp: Send
  readonly startRawSink: () => Promise<RawSink>
}

const HERE = '..'

/** Fails with benchPeersAbsent where there is no repository, benchPeerMissing where npm's `smpp` is not installed. */
export async function findPeers(): Promise<Peers> {
  const [npm, kannel, raw, installed] = await Promise.all([
    load<{ sendByNpmSmpp: Send }>('bench/peers/npm-smpp.ts'),
    load<{ sendByKannel: Send }>('bench/peers/kannel.ts'),
    load<{ sendRawTcp: Send; startRawSink: () => Promise<RawSink> }>('bench/peers/raw-tcp.ts'),
    load<{ missing: (name: string) => string | false }>('test/peers/installed.ts'),
  ])
  return {
    npmSmpp: npm.sendByNpmSmpp,
    kannel: kannel.sendByKannel,
    kannelMissing: whyMissing(() => installed.missing('bearerbox')),
    rawTcp: raw.sendRawTcp,
    startRawSink: raw.startRawSink,
  }
}

/** The path is no literal, so that a build does not take the repository's tools along. */
async function load<Module>(path: string): Promise<Module> {
  try {
    return (await import(new URL(`${HERE}/${path}`, import.meta.url).href)) as Module
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error
    if (message.includes("'smpp'")) throw benchFailure('benchPeerMissing', { package: 'smpp' })
    throw benchFailure('benchPeersAbsent')
  }
}

function whyMissing(look: () => string | false): string | null {
  try {
    return look() || null
  } catch (error) {
    return reason(error)
  }
}

export interface PeerRun {
  readonly messages: number
  readonly window: number
  readonly seed: number
}

export async function measureNpmSmpp(peers: Peers, run: PeerRun): Promise<Measure> {
  return await againstCentre(COMPARED_TO, peers.npmSmpp, run, run.window)
}

/** Kannel chooses its own window up to its `max-pending-submits`, which is set to this one. */
export async function measureKannel(peers: Peers, run: PeerRun): Promise<Measure | Missing> {
  const name = 'Kannel, mtbatch'
  if (peers.kannelMissing !== null) return { name, missing: peers.kannelMissing }
  return await againstCentre(name, peers.kannel, run, run.window)
}

async function againstCentre(
  name: string,
  send: Send,
  { messages, window, seed }: PeerRun,
  shown: number | null,
): Promise<Measure> {
  const centre = await startCentreProcess({ seed: String(seed) })
  try {
    const before = await centre.cpuSeconds()
    const sent = await send({ host: '127.0.0.1', port: centre.port, messages, window })
    const centreCpuSeconds = (await centre.cpuSeconds()) - before
    const { segments } = await centre.count()
    if (segments !== messages || sent.messages !== messages)
      throw benchFailure('benchFailed', { name, why: `${segments} of ${messages} were accepted` })
    return measureOf(
      { kind: 'peer', name, subscribers: messages, segmentsEach: 1, receipts: 'none', window: shown },
      { seconds: sent.seconds, senderCpuSeconds: sent.cpuSeconds, centreCpuSeconds },
    )
  } finally {
    await centre.close()
  }
}

/** The octets of a round: so many segments of so many octets each. */
export async function measureRawTcp(
  peers: Peers,
  of: { name: string; messages: number; octetsEach: number },
): Promise<Measure> {
  const { name, messages, octetsEach } = of
  const sink = await peers.startRawSink()
  try {
    const { seconds, cpuSeconds } = await peers.rawTcp({ ...sink, messages, octetsEach })
    return measureOf(
      { kind: 'raw', name, subscribers: messages, segmentsEach: 1, receipts: 'none', window: null, octetsEach },
      { seconds, senderCpuSeconds: cpuSeconds, centreCpuSeconds: null },
    )
  } finally {
    await sink.stop()
  }
}
