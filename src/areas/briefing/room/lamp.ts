/**
 * What the status region says of this site’s voice. "You are being heard" is said exactly while the server forwards it, by the
 * server's count of what it forwarded, whatever the page believes. Pure.
 */
import type { BriefingRoom } from '../model.ts'

export type Lamp =
  | 'heard'
  /** It may be heard, and its own microphone is off, or there is none. */
  | 'muted'
  | 'no-microphone'
  /** It may be heard, and nothing of it goes out: it is silent, or its voice does not arrive. */
  | 'may-be-heard'
  | 'not-connected'
  | 'waiting'
  | 'not-heard'

export interface LampFacts {
  readonly site: string
  readonly room: BriefingRoom
  readonly isMuted: boolean
  readonly hasMicrophone: boolean
  readonly isConnected: boolean
}

export function lampOf({ site, room, isMuted, hasMicrophone, isConnected }: LampFacts): Lamp {
  const own = room.sites.find(one => one.site === site)
  if (own?.isHeard) return 'heard'
  if (!isConnected) return 'not-connected'
  if (room.heard.includes(site)) {
    if (!hasMicrophone) return 'no-microphone'
    return isMuted ? 'muted' : 'may-be-heard'
  }
  return own?.floor === 'pending' || own?.floor === 'accepted' ? 'waiting' : 'not-heard'
}

/** Whether something must come: the voice that no line gives up, of the first who is heard besides this site, is forwarded. */
export function isVoiced({
  self,
  room,
  listensTo,
}: {
  readonly self: { readonly site: string } | null
  readonly room: BriefingRoom | null
  /** Whoever listens to an interpreter hears no floor. */
  readonly listensTo: string | null
}): boolean {
  if (self === null || room === null || listensTo !== null) return false
  const first = room.heard.find(site => site !== self.site)
  return room.sites.find(({ site }) => site === first)?.isHeard ?? false
}
