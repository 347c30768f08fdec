/** Streams of those whose session or key is over. */
import type { Hub } from '../../http/hub.ts'
import type { Keys } from './keys.ts'
import type { People } from './people.ts'

/** A stream ends with the session or the key that opened it. */
export async function endRunOut(hub: Hub, people: People, keys: Keys): Promise<void> {
  const watchers = [...hub.watchers()].filter(({ session }) => session !== null)
  if (watchers.length === 0) return
  const sessions = [...new Set(watchers.map(({ session }) => session!))]
  const living = await people.livingSessions(sessions.filter(id => !id.startsWith('key:')))
  const livingKeys = await keys.livingIds()
  for (const watcher of watchers) {
    const { session } = watcher
    const lives = session!.startsWith('key:') ? livingKeys.has(session!.slice('key:'.length)) : living.has(session!)
    if (!lives) watcher.end()
  }
}
