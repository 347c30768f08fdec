/** What forwards a briefing's sound and pictures, joined to the area: the media process, and a TURN server's name and password. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BriefingMedia } from '../../areas/briefing/area.ts'
import { recoveredIn } from '../../media/recorder/recovered-folder.ts'
import { openMediaServer } from '../../sfu/supervisor.ts'
import { type TurnOptions, turnServer } from '../../sfu/turn.ts'

/** Where recordings lie, in the data directory: a folder for each briefing. */
const RECORDINGS = 'briefings'
/** How long a site may ask a TURN server to let it in; a connection that it has stays. */
const TURN_MS = 12 * 3_600_000

export interface MediaOptions {
  /** UDP; 0: any that is free. */
  readonly port: number
  /** Null: all addresses of this machine. */
  readonly bind: string | null
  readonly announced: readonly string[]
  readonly turn: TurnOptions | null
}

export interface MediaNeeds {
  /** The data directory. */
  readonly directory: string
  readonly now: () => number
  readonly log: (message: string, facts?: Readonly<Record<string, string | number>>) => void
}

/** The process is started at once. */
export async function openBriefingMedia(
  { turn, ...options }: MediaOptions,
  needs: MediaNeeds,
): Promise<BriefingMedia> {
  const recordings = join(needs.directory, RECORDINGS)
  await mkdir(recordings, { recursive: true, mode: 0o700 })
  return {
    open: onEvent => openMediaServer({ ...options, recordings, onEvent, log: needs.log }),
    iceServers: ({ briefing, site }) =>
      turn === null
        ? []
        : [
            {
              ...turnServer(turn, { who: `${briefing}.${site}`, until: needs.now() + TURN_MS }),
              urls: [...turn.urls],
            },
          ],
    recovered: recoveredIn,
  }
}
