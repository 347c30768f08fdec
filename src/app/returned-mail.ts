/** Mail that came back, given to each area that sends mail: a letter is known to the one that sent it, and to no other. */
import { type BounceNote, takeBounces } from '../channels/mail/bounce-spool.ts'
import type { OpenArea } from '../http/area.ts'

const LOOK_EVERY_MS = 5000

export function returnedMail(
  folder: string,
  areas: readonly { takeReturned(note: BounceNote): Promise<void> }[],
): OpenArea {
  return {
    routes: [],
    jobs: [
      {
        everyMs: LOOK_EVERY_MS,
        inEach: true,
        act: async () => {
          await takeBounces(folder, async note => {
            for (const area of areas) await area.takeReturned(note)
          })
        },
      },
    ],
  }
}
