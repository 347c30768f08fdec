/**
 * A live stream of the server as React state: connected or not, last heard when, stale or not.
 *
 *   connecting ─► live ─(nothing for STALE_MS, or the connection ends)─► lost ─(wait, or `online`)─► connecting
 *        └──────────────── 401, 403, 404 ────────────────► refused (for good)
 *
 * Handlers get each event's parsed data; what they keep is theirs. Beats count as heard. One connection a hook.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ServerEvents } from '../base/server-events.ts'
import { offline, type Problem, readProblem } from './problem.ts'

/** The server beats every 15 s: two may be missed. */
export const STALE_MS = 35_000
/** Of one event, in UTF-16 units: a larger one is none of ours, and the stream is dropped. */
const EVENT_SIZE_MAX = 4_000_000
const WAITS_MS = [500, 1_000, 2_000, 5_000] as const

export type StreamState =
  | { readonly is: 'connecting'; readonly heardAtMs: number | null }
  | { readonly is: 'live'; readonly heardAtMs: number }
  | { readonly is: 'lost'; readonly heardAtMs: number | null; readonly sinceMs: number }
  | { readonly is: 'refused'; readonly heardAtMs: number | null; readonly problem: Problem }

export type Handlers = Readonly<Record<string, (data: unknown) => void>>

/** `path` null: not now. Handlers may change at each render; the newest are called. */
export function useStream(path: string | null, handlers: Handlers): StreamState {
  const [state, setState] = useState<StreamState>({ is: 'connecting', heardAtMs: null })
  const newest = useRef(handlers)
  newest.current = handlers

  useEffect(() => {
    if (path === null) return
    return listen(path, { onState: setState, onEvent: (event, data) => newest.current[event]?.(data) })
  }, [path])
  return state
}

/** Whether the browser believes that it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    notify => {
      addEventListener('online', notify)
      addEventListener('offline', notify)
      return () => {
        removeEventListener('online', notify)
        removeEventListener('offline', notify)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}

/** The time now, again every `stepMs`, for ages that are shown. */
export function useNow(stepMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs)
    return () => clearInterval(timer)
  }, [stepMs])
  return now
}

function listen(
  path: string,
  told: { onState: (state: StreamState) => void; onEvent: (event: string, data: unknown) => void },
): () => void {
  let heardAtMs: number | null = null
  /** Of the first try that failed, however many have since. */
  let lostAtMs: number | null = null
  let failures = 0
  let isOver = false
  let wake: (() => void) | null = null
  let connection = new AbortController()

  const run = async () => {
    while (!isOver) {
      connection = new AbortController()
      const problem = await once(connection.signal)
      if (isOver) return
      if (problem !== null && [401, 403, 404].includes(problem.status)) {
        told.onState({ is: 'refused', heardAtMs, problem })
        return
      }
      lostAtMs ??= Date.now()
      told.onState({ is: 'lost', heardAtMs, sinceMs: lostAtMs })
      await pause(WAITS_MS[Math.min(failures, WAITS_MS.length - 1)])
      failures++
    }
  }

  /** One connection until it ends: null, or why it could not be. */
  const once = async (signal: AbortSignal): Promise<Problem | null> => {
    let silence = setTimeout(() => connection.abort(), STALE_MS)
    try {
      const answer = await fetch(path, {
        headers: { accept: 'text/event-stream' },
        credentials: 'same-origin',
        cache: 'no-store',
        signal,
      })
      if (!answer.ok || answer.body === null) {
        const body: unknown = await answer.json().catch(() => null)
        return readProblem(answer.status, body)
      }
      const events = new ServerEvents({ sizeMax: EVENT_SIZE_MAX })
      const heard = () => {
        clearTimeout(silence)
        silence = setTimeout(() => connection.abort(), STALE_MS)
        heardAtMs = Date.now()
        lostAtMs = null
        told.onState({ is: 'live', heardAtMs })
      }
      heard()
      for await (const piece of answer.body) {
        if (isOver) return null
        failures = 0
        heard()
        const come = events.push(piece)
        if (come === null) return offline()
        for (const { event, data } of come) told.onEvent(event, JSON.parse(data))
      }
      return null
    } catch {
      return offline()
    } finally {
      clearTimeout(silence)
    }
  }

  const pause = (waitMs: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, waitMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const onOnline = () => wake?.()
  const onOffline = () => connection.abort()
  addEventListener('online', onOnline)
  addEventListener('offline', onOffline)
  void run()
  return () => {
    isOver = true
    removeEventListener('online', onOnline)
    removeEventListener('offline', onOffline)
    connection.abort()
    wake?.()
  }
}
