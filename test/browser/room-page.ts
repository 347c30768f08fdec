/**
 * The room's page in a real Chromium, for `loa bench briefing`: when it is heard, by samples that are not silence on a voice that
 * came, as they go to its loudspeaker.
 *
 *   press of Join, or a reload ─► … ─► the first sample of a voice that is not 0
 *
 * Each visit has a browser context of its own, as a computer that was never here. Who is measured waits a moment before Join, as
 * people do: until microphone and camera are known.
 */
import type { BrowserContext, Page } from 'playwright-core'
import type { PageBrowser } from '../../bench/briefing/pages.ts'
import { launch, visitor } from './chromium.ts'
import { MEDIA_FLAGS } from './media-page.ts'

/** As people have it: code is optimized. */
const FLAGS = [...MEDIA_FLAGS, '--js-flags=']
const HEARD_MS = 30_000

/** Milliseconds since 1970, by the clock that both sides have. */
interface Times {
  pressed: number | null
  heard: number | null
}
type Timed = typeof globalThis & { times: Times }

/** Of a browser. */
declare class MediaStreamTrackProcessor {
  constructor(of: { readonly track: MediaStreamTrack })
  readonly readable: ReadableStream<AudioData>
}

export async function openRoomPages(): Promise<PageBrowser> {
  const browser = await launch(FLAGS)
  return {
    visit: async link => {
      const { context, page } = await visitor(browser, new URL(link).origin)
      try {
        return await visited(context, page, link)
      } finally {
        await context.close()
      }
    },
    close: async () => await browser.close(),
  }
}

async function visited(context: BrowserContext, page: Page, link: string) {
  await context.addInitScript(listen)
  await page.goto(link)
  await page.locator('[data-stage=check] .level').waitFor()
  await page.locator('[data-stage=check] button.main').click()
  const { pressed, heard } = await times(page)
  const loaded = Date.now()
  await page.reload({ waitUntil: 'commit' })
  const again = await times(page)
  return { joinedMs: heard - (pressed ?? Number.NaN), loadedAnewMs: again.heard - loaded }
}

async function times(page: Page) {
  await page.waitForFunction(() => (globalThis as Timed).times.heard !== null, null, { timeout: HEARD_MS })
  return await page.evaluate(() => (globalThis as Timed).times as { pressed: number; heard: number })
}

/** Runs in the page before anything of it does. */
function listen(): void {
  const times: Times = { pressed: null, heard: null }
  Object.assign(globalThis, { times })
  const now = () => performance.timeOrigin + performance.now()
  addEventListener(
    'click',
    event => {
      times.pressed ??= performance.timeOrigin + event.timeStamp
    },
    { capture: true },
  )
  const hear = async (track: MediaStreamTrack) => {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader()
    while (times.heard === null) {
      const { done, value } = await reader.read()
      if (done) return
      const samples = new Float32Array(value.numberOfFrames)
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
      value.close()
      if (samples.some(sample => sample !== 0)) times.heard = now()
    }
    await reader.cancel()
  }
  const Real = RTCPeerConnection
  globalThis.RTCPeerConnection = new Proxy(Real, {
    construct: (target, args) => {
      const made = new target(...(args as [RTCConfiguration]))
      made.addEventListener('track', ({ track }) => {
        if (track.kind === 'audio') void hear(track)
      })
      return made
    },
  })
}
