/** What forwards a briefing's sound and pictures, joined to the area: the media process, and a TURN server's name and password. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BriefingMedia } from '../../areas/briefing/area.ts'
import type { Log } from '../../base/log.ts'
import { recoveredIn } from '../../media/recorder/recovered-folder.ts'
import type { MediaEvent, MediaServer } from '../../media/server.ts'
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
  /** One that was started before; else it is started at once. */
  readonly started: StartedMedia | null
  /** The data directory. */
  readonly directory: string
  readonly now: () => number
  readonly log: Pick<Log, 'warn'>
}

/** A process whose words wait until there is somebody who hears them. */
export interface StartedMedia {
  readonly server: MediaServer
  hear(by: Hearer): void
}

interface Hearer {
  readonly onEvent: (event: MediaEvent) => void
  readonly log: MediaNeeds['log']
}

/** Null: there was no server here before, and nothing is begun before it is known whose directory it is. */
export function startMediaEarly(options: MediaOptions, directory: string): StartedMedia | null {
  const recordings = join(directory, RECORDINGS)
  return existsSync(recordings) ? startMedia(options, recordings) : null
}

function startMedia({ port, bind, announced }: MediaOptions, recordings: string): StartedMedia {
  let heard: Hearer | null = null
  const waiting: ((by: Hearer) => void)[] = []
  const tell = (told: (by: Hearer) => void) => {
    if (heard === null) waiting.push(told)
    else told(heard)
  }
  const server = openMediaServer({
    port,
    bind,
    announced,
    recordings,
    onEvent: event => tell(({ onEvent }) => onEvent(event)),
    log: { warn: (event, fields) => tell(({ log }) => log.warn(event, fields)) },
  })
  return {
    server,
    hear: by => {
      // Whoever opens it is told of nothing while it does: as by a process that starts then.
      queueMicrotask(() => {
        heard = by
        for (const told of waiting.splice(0)) told(by)
      })
    },
  }
}

export async function openBriefingMedia(
  options: MediaOptions,
  { directory, now, log, started }: MediaNeeds,
): Promise<BriefingMedia> {
  const { turn } = options
  const recordings = join(directory, RECORDINGS)
  await mkdir(recordings, { recursive: true, mode: 0o700 })
  const { server, hear } = started ?? startMedia(options, recordings)
  return {
    open: onEvent => {
      hear({ onEvent, log })
      return server
    },
    iceServers: ({ briefing, site }) =>
      turn === null
        ? []
        : [{ ...turnServer(turn, { who: `${briefing}.${site}`, until: now() + TURN_MS }), urls: [...turn.urls] }],
    recovered: recoveredIn,
  }
}
