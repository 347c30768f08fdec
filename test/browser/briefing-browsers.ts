/**
 * A briefing of the real server with a chair, a site and one that stays away, and what a browser in it has decoded so far: of
 * whichever browser, as its own statistics say (W3C webrtc-stats).
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { DEMO_SITES } from '../../src/app/demo/briefing-sites.ts'
import type { Briefing, BriefingSite, PlaceLink } from '../../src/areas/briefing/model.ts'
import type { Town } from '../town/town.ts'

export const [CHAIR, SITE, ABSENT] = [0, 1, 2]
/** Packets in LISTEN_MS: of a voice of 20 ms frames some thirty. */
export const SPOKEN_MIN = 10
export const LISTEN_MS = 600
/** What was on its way when the floor went has come by then. */
export const SETTLED_MS = 200

export interface PlannedBriefing {
  readonly sites: readonly BriefingSite[]
  readonly briefing: Briefing
  readonly links: readonly PlaceLink[]
}

export async function planBriefing(town: Town): Promise<PlannedBriefing> {
  const editor = town.client('editor')
  const sites: BriefingSite[] = []
  for (const { content } of DEMO_SITES.slice(0, ABSENT + 1))
    sites.push(await editor.post<BriefingSite>('/api/v1/briefing-sites', content))
  const briefing = await editor.post<Briefing>('/api/v1/briefings', {
    title: 'Giao ban trực tuyến phòng, chống dịch',
    startsAt: new Date().toISOString(),
    minutes: 30,
    agenda: [{ id: randomUUID(), title: 'Tình hình thu dung', minutes: 10, site: sites[SITE].id }],
    roster: sites.map(({ id }, at) => ({
      site: id,
      role: at === CHAIR ? 'chair' : 'site',
      language: null,
    })),
    ...{ isQueueOpen: false, grantedMax: 1, isRecorded: true },
  })
  const links = await editor.post<readonly PlaceLink[]>(`/api/v1/briefings/${briefing.id}/links`, {
    mail: false,
  })
  return { sites, briefing, links }
}

/** Runs in the page, before anything of it does: keeps all connections that it ever has, to count what comes in on them. */
export function keepConnections(): void {
  const all: RTCPeerConnection[] = []
  const Real = RTCPeerConnection
  Object.assign(window, { connections: all })
  window.RTCPeerConnection = new Proxy(Real, {
    construct: (target, args) => {
      const made = new target(...(args as [RTCConfiguration]))
      all.push(made)
      return made
    },
  })
}

export interface Heard {
  readonly packets: number
  readonly energy: number
  /** Of large pictures. */
  readonly frames: number
}

/** Of whichever driver. */
export interface Evaluates {
  evaluate(inPage: () => Promise<Heard>): Promise<Heard>
}

/** What the page has decoded so far. */
export async function heard(page: Evaluates): Promise<Heard> {
  return await page.evaluate(async () => {
    const { connections } = window as unknown as { connections: RTCPeerConnection[] }
    const sum = { packets: 0, energy: 0, frames: 0 }
    for (const connection of connections) {
      // Firefox says nothing of one that is closed.
      const reports = await connection.getStats().catch(() => new Map())
      for (const report of reports.values()) {
        if (report.type !== 'inbound-rtp') continue
        if (report.kind === 'audio') {
          sum.packets += report.packetsReceived ?? 0
          sum.energy += report.totalAudioEnergy ?? 0
        } else if (report.frameWidth >= 320) sum.frames += report.framesDecoded ?? 0
      }
    }
    return sum
  })
}

export async function heardDuring(page: Evaluates, ms: number): Promise<Heard> {
  const before = await heard(page)
  await wait(ms)
  const after = await heard(page)
  return {
    packets: after.packets - before.packets,
    energy: after.energy - before.energy,
    frames: after.frames - before.frames,
  }
}
