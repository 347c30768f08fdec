/**
 * When a connection is begun anew: at the first sign that the old one is dead, and never waiting until the browser calls it
 * failed, which takes a quarter of a minute.
 *
 *   off ── start ──► joining ── connected ──► up ── a sign ──► joining, at once
 *                      ▲  │ failed, or no step for too long
 *                      │  ▼
 *                      waiting ── AGAIN_MS, `online` or `again` ──► joining
 *
 * Signs: the network is there again, or another one; the room's stream is silent, or was broken and is there again, and no packets
 * come; no packets come for longer; ICE says disconnected. A stream alone that is silent is none: on a narrow line it waits behind the
 * voice, and what is sent for a new connection would keep both away. An older attempt's word counts for nothing. Pure: the caller brings time, and carries out `begins`.
 */

/** The room's stream beats each second. */
export const STREAM_SILENT_MS = 2_000
/** While a voice is forwarded to this site: even of a pause something is sent. */
export const PACKETS_SILENT_MS = 1_000
/** While nothing is: the server's reports come once a second. */
export const REPORTS_SILENT_MS = 3_000
/** After that many failures: a server that is started again is there within a second. */
export const AGAIN_MS = [250, 500, 1_000, 2_000] as const
/** Together with a silent stream; of reports, which come once a second, one may be late. */
export const BOTH_SILENT_MS = 1_500
/** Who was cut off from the server and is not any more, and has heard nothing since, was cut off from the media too. */
export const CUT_OFF_MS = 500
/** For one step of joining (offer, answer, connection): longer with each attempt, for lines on which each takes long. */
export const STEP_PATIENCE_MS = [2_000, 4_000, 8_000] as const
/** A connection that is sought for longer does not come by itself: people are told what to look at. It is sought on. */
export const STUCK_MS = 12_000
/** Signs come in swarms: an attempt that is younger is an answer to the same. */
const YOUNG_MS = 500

export type IceState = 'new' | 'checking' | 'connected' | 'completed' | 'disconnected' | 'failed' | 'closed'

export interface Rejoin {
  readonly is: 'off' | 'joining' | 'up' | 'waiting'
  /** The newest one, counted from 1. */
  readonly attempt: number
  /** Attempts one after the other that came to nothing. */
  readonly failures: number
  /** Since when there is none that carries; null: there is one, or none is sought. */
  readonly soughtMs: number | null
  /** Since its last step. */
  readonly sinceMs: number
  readonly packets: Packets | null
  /** When the stream was last heard; null: not since its silence was acted on. */
  readonly streamMs: number | null
}

interface Packets {
  readonly octets: number
  readonly heardMs: number
}

export type RejoinEvent =
  /** again: the room's stream, which had ended, is there once more. */
  | { readonly is: 'start' | 'stop' | 'online' | 'network' | 'beat' | 'again' | 'tick' }
  | { readonly is: 'step' | 'connected' | 'failed'; readonly attempt: number }
  | { readonly is: 'ice'; readonly attempt: number; readonly state: IceState }
  /** How many octets have come so far. `isVoiced`: the server says that a voice is forwarded to this site. */
  | { readonly is: 'received'; readonly attempt: number; readonly octets: number; readonly isVoiced: boolean }

export interface RejoinStep {
  readonly rejoin: Rejoin
  /** A new connection is to be begun, under the number of `attempt`. */
  readonly begins: boolean
}

export const OFF: Rejoin = {
  is: 'off',
  attempt: 0,
  failures: 0,
  soughtMs: null,
  sinceMs: 0,
  packets: null,
  streamMs: null,
}

export function step(rejoin: Rejoin, event: RejoinEvent, nowMs: number): RejoinStep {
  if (event.is === 'stop') return only({ ...OFF, attempt: rejoin.attempt })
  if (event.is === 'start') return rejoin.is === 'off' ? begun(rejoin, nowMs) : only(rejoin)
  if (rejoin.is === 'off') return only(rejoin)
  if ('attempt' in event && event.attempt !== rejoin.attempt) return only(rejoin)
  switch (event.is) {
    case 'online':
    case 'network':
      return isYoung(rejoin, nowMs) ? only(rejoin) : begun(rejoin, nowMs)
    case 'again':
      return isWaitedFor(rejoin, nowMs) ? begun(rejoin, nowMs) : only(rejoin)
    case 'beat':
      return only({ ...rejoin, streamMs: nowMs })
    case 'step':
      return only(rejoin.is === 'joining' ? { ...rejoin, sinceMs: nowMs } : rejoin)
    case 'connected':
      return only({ ...rejoin, is: 'up', failures: 0, soughtMs: null, sinceMs: nowMs, packets: null })
    case 'failed':
      return rejoin.is === 'joining' ? only(failed(rejoin, nowMs)) : begun(rejoin, nowMs)
    case 'ice':
      return ice(rejoin, event.state, nowMs)
    case 'received':
      return received(rejoin, event, nowMs)
    case 'tick':
      return ticked(rejoin, nowMs)
  }
}

function only(rejoin: Rejoin): RejoinStep {
  return { rejoin, begins: false }
}

function begun(rejoin: Rejoin, nowMs: number): RejoinStep {
  const attempt = rejoin.attempt + 1
  const soughtMs = rejoin.soughtMs ?? nowMs
  return { rejoin: { ...rejoin, is: 'joining', attempt, soughtMs, sinceMs: nowMs, packets: null }, begins: true }
}

/** What an attempt has found that was answered and came to nothing. */
export interface Ways {
  /** Of this computer's own addresses, and what others see of them. */
  readonly found: number
  /** The server's way for networks that let nothing else out; null: it has none. */
  readonly relay: string | null
}

/** As people name it: `turns:turn.example.vn:443?transport=tcp` is turn.example.vn:443. */
export function relayOf(urls: readonly string[]): string | null {
  const address = urls.find(url => /^turns?:/.test(url))
  return address?.replace(/^turns?:|\?.*$/g, '') ?? null
}

/** none: the browser has found no network. udp: it has, and nothing comes through. relay: not even by the server's own way. */
export type Stuck = { readonly why: 'none' | 'udp' } | { readonly why: 'relay'; readonly relay: string }

/** Why no connection comes; null: one is there, it is too soon to tell, or it is not the network that keeps it away. */
export function stuckOf({ soughtMs }: Rejoin, ways: Ways | null, nowMs: number): Stuck | null {
  if (soughtMs === null || ways === null || nowMs - soughtMs < STUCK_MS) return null
  if (ways.found === 0) return { why: 'none' }
  return ways.relay === null ? { why: 'udp' } : { why: 'relay', relay: ways.relay }
}

function failed(rejoin: Rejoin, nowMs: number): Rejoin {
  return { ...rejoin, is: 'waiting', failures: rejoin.failures + 1, sinceMs: nowMs }
}

function isYoung({ is, sinceMs }: Rejoin, nowMs: number): boolean {
  return is === 'joining' && nowMs - sinceMs < YOUNG_MS
}

function isWaitedFor({ is, packets }: Rejoin, nowMs: number): boolean {
  if (is === 'waiting') return true
  return is === 'up' && packets !== null && nowMs - packets.heardMs >= CUT_OFF_MS
}

function ice(rejoin: Rejoin, state: IceState, nowMs: number): RejoinStep {
  if (state !== 'disconnected' && state !== 'failed' && state !== 'closed') return only(rejoin)
  if (rejoin.is === 'up') return begun(rejoin, nowMs)
  return only(rejoin.is === 'joining' ? failed(rejoin, nowMs) : rejoin)
}

function received(
  rejoin: Rejoin,
  { octets, isVoiced }: Extract<RejoinEvent, { is: 'received' }>,
  nowMs: number,
): RejoinStep {
  if (rejoin.is !== 'up') return only(rejoin)
  const { packets } = rejoin
  if (octets !== packets?.octets) return only({ ...rejoin, packets: { octets, heardMs: nowMs } })
  const silentMs = isVoiced ? PACKETS_SILENT_MS : REPORTS_SILENT_MS
  return nowMs - packets.heardMs > silentMs ? begun(rejoin, nowMs) : only(rejoin)
}

function ticked(rejoin: Rejoin, nowMs: number): RejoinStep {
  const { is, packets, streamMs, sinceMs, failures } = rejoin
  if (is === 'up') {
    if (streamMs === null || nowMs - streamMs <= STREAM_SILENT_MS) return only(rejoin)
    if (packets === null || nowMs - packets.heardMs <= BOTH_SILENT_MS) return only(rejoin)
    // Of one silence once: the stream has attempts of its own.
    return begun({ ...rejoin, streamMs: null }, nowMs)
  }
  if (is === 'waiting') return nowMs - sinceMs >= waitOf(AGAIN_MS, failures - 1) ? begun(rejoin, nowMs) : only(rejoin)
  const patienceMs = waitOf(STEP_PATIENCE_MS, failures)
  if (nowMs - sinceMs < patienceMs) return only(rejoin)
  return begun({ ...rejoin, failures: failures + 1 }, nowMs)
}

/** The last of them for all that come later. */
export function waitOf(waits: readonly number[], turn: number): number {
  return waits[Math.min(Math.max(0, turn), waits.length - 1)]
}
