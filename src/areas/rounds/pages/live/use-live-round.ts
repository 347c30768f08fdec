/**
 * A round's event stream as React state, with what the page remembers beside it: since when a note stands, when an order
 * was obeyed. Announces changes of state. The rules are in stream.ts and operator-row.ts; this only listens.
 *
 * Events are taken up a few times a second at most: thirty operators tell once a second each, a page need not be drawn
 * thirty times for that.
 */
import { useEffect, useReducer, useRef } from 'react'
import { queries } from '../../../../web/session.ts'
import { type StreamState, useStream } from '../../../../web/stream.ts'
import type { DirectiveSummary, RoundLive, RoundState, Sample } from '../../model.ts'
import {
  type Announcement,
  announcementsOf,
  type Notes,
  type Obedience,
  trackNotes,
  trackObedience,
} from './operator-row.ts'
import { type LiveEvent, next } from './stream.ts'

const DRAW_MS = 200

export interface LiveRound {
  readonly live: RoundLive
  readonly notes: Notes
  readonly obedience: Obedience
}

export function useLiveRound(
  id: string,
  onAnnouncement: (said: Announcement) => void,
): { readonly round: LiveRound | null; readonly stream: StreamState } {
  const [round, take] = useReducer(taken, null)
  const waiting = useRef<LiveEvent[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const push = (event: LiveEvent) => {
    waiting.current.push(event)
    timer.current ??= setTimeout(() => {
      timer.current = null
      take(waiting.current.splice(0))
    }, DRAW_MS)
  }
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  const stream = useStream(`/api/v1/rounds/${encodeURIComponent(id)}/events`, {
    snapshot: data => push({ is: 'snapshot', live: data as RoundLive }),
    directive: data => push({ is: 'directive', directive: data as DirectiveSummary }),
    sample: data => push({ is: 'sample', sample: data as Sample }),
    round: data => {
      push({ is: 'round', ...(data as { state: RoundState; version: number }) })
      // What this reader may do now depends on it.
      void queries.invalidateQueries({ queryKey: ['round', id], exact: true })
    },
  })

  const before = useRef<RoundLive | null>(null)
  const tell = useRef(onAnnouncement)
  tell.current = onAnnouncement
  useEffect(() => {
    const live = round?.live ?? null
    if (before.current !== null && live !== null)
      for (const said of announcementsOf(
        { state: before.current.round.state, directives: before.current.directives },
        { state: live.round.state, directives: live.directives },
      ))
        tell.current(said)
    before.current = live
  }, [round])
  return { round, stream }
}

function taken(before: LiveRound | null, events: readonly LiveEvent[]): LiveRound | null {
  let live = before?.live ?? null
  for (const event of events) live = next(live, event)
  if (live === null) return null
  return {
    live,
    notes: trackNotes(before?.notes ?? null, live.directives),
    obedience: trackObedience(before?.obedience ?? null, live.directives),
  }
}
