/** What the roll says of places, counted. Pure; runs in a browser too. */
import type { Attendance } from './presence.ts'

/** Was there at some time, however it went. */
export function hasCome(is: Attendance): boolean {
  return is !== 'awaited' && is !== 'absent' && is !== 'absent-with-reason'
}
