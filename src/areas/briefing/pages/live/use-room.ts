/** A room's event stream as React state. What a change of it makes old is asked anew; what must be heard is read out. */
import { useRef, useState } from 'react'
import { announce } from '../../../../web/parts/announcer.tsx'
import { type StreamState, useStream } from '../../../../web/stream.ts'
import type { BriefingRoom, RoomChange } from '../../model.ts'
import { forgetBriefing } from '../queries.ts'
import { useWords } from '../words.ts'
import { changed, toldBetween } from './room-state.ts'

export function useRoom(
  id: string,
  isWatched: boolean,
): { readonly room: BriefingRoom | null; readonly stream: StreamState } {
  const { t } = useWords()
  const [room, setRoom] = useState<BriefingRoom | null>(null)
  // Two events may come before it is drawn.
  const newest = useRef<BriefingRoom | null>(null)
  const take = (next: BriefingRoom | null) => {
    const before = newest.current
    newest.current = next
    setRoom(next)
    if (before === null || next === null) return
    const told = toldBetween(before, next)
    if (told.length > 0) announce(told.map(each => t(`told.${each.is}`, { ...each })).join(' '))
    // Attendance, turns and what this reader may do now are the briefing's.
    if (before.state !== next.state) void forgetBriefing(id)
  }
  const path = isWatched ? `/api/v1/briefings/${encodeURIComponent(id)}/live` : null
  const stream = useStream(path, {
    room: data => take(data as BriefingRoom),
    change: data => {
      const change = data as RoomChange
      take(changed(newest.current, change))
      // A roster or agenda that was changed is the briefing's too.
      if (change.agenda !== undefined || change.minutes !== undefined) void forgetBriefing(id)
    },
  })
  return { room, stream }
}
