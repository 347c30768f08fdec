/**
 * Pages of a real browser in a briefing, over the real media process: they send a voice and a camera twice, and hear and see each
 * other only as the server says. Times are printed and not judged.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { until } from '../../src/base/until.test.ts'
import type { MediaEvent } from '../../src/media/server.ts'
import { AUDIO_SLOTS, MAIN_SLOTS } from '../../src/media/transport.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { type MediaSupervisor, openMediaServer } from '../../src/sfu/supervisor.ts'
import { hasChromium, launch } from './chromium.ts'
import { MEDIA_FLAGS, type MediaPage, mediaPages } from './media-page.ts'

const ROOM = 'briefing'
const MAIN = AUDIO_SLOTS
const THUMBNAIL = AUDIO_SLOTS + MAIN_SLOTS
const HERTZ = { hanoi: 440, hue: 660, cantho: 880 } as const
type Name = keyof typeof HERTZ

describe('pages of Chromium in a briefing', { timeout: 120_000 }, () => {
  const events: MediaEvent[] = []
  let browser: Browser | null = null
  let pages: Awaited<ReturnType<typeof mediaPages>>
  let media: MediaSupervisor
  let hanoi: MediaPage
  let hue: MediaPage

  before(async t => {
    if (!hasChromium(t as never)) return
    media = openMediaServer({
      port: 0,
      bind: '127.0.0.1',
      announced: [],
      recordings: null,
      log: { warn: () => {} },
      onEvent: event => events.push(event),
    })
    media.open(ROOM, { recordTo: null, isEcho: false })
    media.heard(ROOM, ['hanoi'])
    media.shows(ROOM, { thumbnails: ['hanoi', 'hue'], screen: null })
    browser = await launch(MEDIA_FLAGS)
    pages = await mediaPages(browser)
    hanoi = await pages.open()
    hue = await pages.open()
  })
  after(async () => {
    await browser?.close()
    await pages?.close()
    await media?.stop()
  })

  const join = async (page: MediaPage, name: Name, line: LineClass = 'A') => {
    const offer = await media.join(ROOM, name, line)
    await media.answer(offer.join, await page.answer(offer.sdp, HERTZ[name]))
    await page.connected()
  }

  test('both join by an offer and an answer, and one is heard and seen by the other, large and small', async t => {
    const began = performance.now()
    await join(hanoi, 'hanoi')
    t.diagnostic(`joined in ${(performance.now() - began).toFixed(0)} ms`)
    await join(hue, 'hue')
    await Promise.all([
      hue.hears(0),
      hue.decodes(MAIN, 5),
      hue.decodes(THUMBNAIL, 3),
      // The same slots for everybody: its own stays empty.
      hanoi.decodes(THUMBNAIL + 1, 3),
    ])
    const [main, thumbnail] = await seen(hue)
    assert.ok(main.width > 160, `the large one is ${main.width} wide`)
    assert.equal(thumbnail.width, 160)
  })

  test('who was not named sends and is heard by nobody', async () => {
    const [voice, picture] = await hue.sent()
    assert.ok(voice.packets > 0 && picture.packets > 0)
    const slots = await hanoi.slots()
    assert.equal(slots[0].packets, 0)
    assert.equal(slots[MAIN].packets, 0)
  })

  test('a browser is told what it may send, by REMB', async () => {
    // UP_BITRATE of who is heard (src/media/connection.ts).
    await until(async () => (await hanoi.estimate()) === 900_000)
  })

  test('when the floor changes the other one is heard and seen without a new offer, and who spoke is heard no more', async t => {
    const began = performance.now()
    media.heard(ROOM, ['hue'])
    await hanoi.hears(0)
    t.diagnostic(`the other voice after ${(performance.now() - began).toFixed(0)} ms`)
    await hanoi.decodes(MAIN, 1)
    t.diagnostic(`the other picture after ${(performance.now() - began).toFixed(0)} ms`)
    const before = (await hue.slots())[0].packets
    const accounts = await media.accounts(ROOM)
    await hanoi.decodes(MAIN, 5)
    assert.equal((await hue.slots())[0].packets, before)
    const withheld = (await media.accounts(ROOM)).find(({ site }) => site === 'hanoi')?.withheld
    const earlier = accounts.find(({ site }) => site === 'hanoi')?.withheld
    assert.ok((withheld?.['no-floor'] ?? 0) > (earlier?.['no-floor'] ?? 0), 'it went on speaking')
    assert.ok((await hue.sent())[1].plis > 0, 'it was asked for a key frame')
  })

  test('after the media process was killed both join anew, and see each other again', async t => {
    const began = performance.now()
    assert.ok(media.pid !== null)
    process.kill(media.pid, 'SIGKILL')
    await Promise.all([join(hanoi, 'hanoi'), join(hue, 'hue')])
    await hanoi.decodes(MAIN, 1)
    t.diagnostic(`from its death to the first picture ${(performance.now() - began).toFixed(0)} ms`)
    assert.equal((await hue.slots())[0].packets, 0)
  })

  test('a page whose line was thought to be the poorest is found to have the best, and no class is lost on lines that lose nothing', async () => {
    const linesOf = (name: Name) =>
      events.flatMap(event => (event.is === 'line' && event.site === name ? [event.line] : []))
    const cantho = await pages.open()
    await join(cantho, 'cantho', 'D')
    await until(() => linesOf('cantho').at(-1) === 'A')
    await cantho.decodes(MAIN, 5)
    assert.deepEqual([linesOf('hanoi'), linesOf('hue')], [[], []])
    assert.deepEqual(linesOf('cantho'), ['C', 'B', 'A'])
  })
})

async function seen(page: MediaPage) {
  const slots = await page.slots()
  return [slots[MAIN], slots[THUMBNAIL]] as const
}
