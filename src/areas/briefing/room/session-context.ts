/** The session in React: what views look at, and in which language they speak. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { BriefingRoom, RoomSelf } from '../model.ts'
import type { Tracks } from './media-link.ts'
import type { Page } from './page.ts'
import type { Session } from './session.ts'
import { type RoomWord, spoken } from './words.ts'

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('there is no session around this view')
  return session
}

export function usePage(): Page {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, session.page)
}

export function useTracks(): Tracks {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, session.tracks)
}

export type Say = (word: RoomWord, blanks?: Readonly<Record<string, string | number>>) => string

export function useSay(): Say {
  const { language } = usePage()
  return useCallback((word, blanks) => spoken(word, language, blanks), [language])
}

/** Behind the door: who this is, and the room. */
export function useRoom(): { readonly self: RoomSelf; readonly room: BriefingRoom; readonly page: Page } {
  const page = usePage()
  const { self, room } = page
  if (self === null || room === null) throw new Error('this view is behind the door')
  return { self, room, page }
}
