/**
 * A briefing of the real server with a chair, a site and one that stays away, and what a browser in it has decoded so far: of
 * whichever browser, as its own statistics say (W3C webrtc-stats).
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import {
  type Briefing,
  type BriefingSite,
  type LineClass,
  lineClass,
  type PlaceLink,
} from '../../src/areas/briefing/model.ts'
import { DEMO_SITES } from '../../town/briefing-sites.ts'
import type { Town } from '../town/town.ts'
import { type Manner, type Visitor, visitor } from './chromium.ts'
import { button, row } from './room-stage.ts'

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

/** `grantedMax`: who may have the floor at once, beside the chair. */
export async function planBriefing(
  town: Town,
  { sites: many = ABSENT + 1, grantedMax = 1 } = {},
): Promise<PlannedBriefing> {
  const editor = town.client('editor')
  const sites: BriefingSite[] = []
  for (const { content } of DEMO_SITES.slice(0, many))
    sites.push(await editor.post<BriefingSite>('/api/v1/briefing-sites', content))
  const briefing = await editor.post<Briefing>('/api/v1/briefings', {
    title: 'Giao ban trực tuyến phòng, chống dịch',
    startsAt: new Date().toISOString(),
    minutes: 30,
    agenda: [{ id: randomUUID(), title: 'Tình hình thu dung', minutes: 10, site: sites[SITE].id }],
    roster: sites.map(({ id }, at) => ({ site: id, role: at === CHAIR ? 'chair' : 'site', language: null })),
    isQueueOpen: false,
    grantedMax,
    isRecorded: true,
  })
  const links = await editor.post<readonly PlaceLink[]>(`/api/v1/briefings/${briefing.id}/links`, { mail: false })
  return { sites, briefing, links }
}

export function linkOf({ sites, links }: PlannedBriefing, at: number): string {
  const link = links.find(({ site }) => site === sites[at].id)
  assert.ok(link !== undefined)
  return link.url
}

/** A browser of its own, in the room by one link and one click. `before`: what is to run in its page before anything of it does. */
export async function come(
  browser: Browser,
  { planned, at }: { readonly planned: PlannedBriefing; readonly at: number },
  { manner = {}, before }: { manner?: Manner; before?: (page: Page) => Promise<unknown> } = {},
): Promise<Visitor> {
  const link = linkOf(planned, at)
  const visit = await visitor(browser, new URL(link).origin, manner)
  await visit.page.addInitScript(keepConnections)
  await before?.(visit.page)
  await visit.page.goto(link)
  await button(visit.page, 'Vào phòng giao ban').click()
  return visit
}

/** Whoever comes before the media process is there is told so, and asks again. */
const EARLY = /409 \(Conflict\) \S+\/briefing-room\/media$/

/** What was wrong in its page. */
export function faultsOf({ faults }: Visitor): readonly string[] {
  return faults.filter(fault => !EARLY.test(fault))
}

/** What the chair's page shows of a site. */
export interface SeenSite {
  readonly line: LineClass | null
  /** That it is heard. */
  readonly isLit: boolean
}

/** The chair's page, by which the floor is given. */
export class Chair {
  readonly page: Page
  readonly #sites: readonly BriefingSite[]

  constructor(page: Page, { sites }: PlannedBriefing) {
    this.page = page
    this.#sites = sites
  }

  async give(at: number): Promise<void> {
    await this.#press(at, 'Mời phát biểu')
  }

  async revoke(at: number): Promise<void> {
    await this.#press(at, 'Dừng phát biểu')
  }

  async #press(at: number, name: string): Promise<void> {
    await row(this.page, { site: this.#sites[at].id }).getByRole('button', { name }).click()
  }

  /** By site. */
  async seen(): Promise<readonly SeenSite[]> {
    const shown = await this.page.locator('li[data-site]').evaluateAll(rows =>
      rows.map(each => {
        const line = each.querySelector<HTMLElement>('[data-line]')?.dataset.line
        const isLit = each.querySelector('.sign[data-look=good]') !== null
        return { site: (each as HTMLElement).dataset.site, line, isLit }
      }),
    )
    return this.#sites.map(({ id }) => {
      const found = shown.find(({ site }) => site === id)
      return { line: lineClass.safeParse(found?.line).data ?? null, isLit: found?.isLit ?? false }
    })
  }
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
