/**
 * A site on a narrow line in a briefing, in a real browser in a network of its own, behind a link that the kernel limits; the chair and two more
 * sites are on this machine. Its page is opened on the narrowest; what a line carries decides its class, it hears and is heard on all, and
 * nobody else is given less.
 *
 * To be run by itself, on a machine that does nothing else: `node --test test/browser/briefing-narrow.drill.ts`.
 *
 *   chair, 1, 2 ─► server, media ─► link of 64, 256, 1,000 kbit/s (tbf, a queue of 400 ms) ─► 3
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { until } from '../../src/base/until.test.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import type { Child } from '../peers/child.ts'
import { missing } from '../peers/installed.ts'
import { HERE, makeNamespaces, type Namespaces } from '../peers/namespaces.ts'
import { hertzOf } from '../peers/tones.ts'
import { Town } from '../town/town.ts'
import { CHAIR, Chair, come, faultsOf, planBriefing, SITE } from './briefing-browsers.ts'
import { followFloor, hum } from './briefing-tones.ts'
import { hasChromium, launchIn, type Visitor } from './chromium.ts'
import { forward } from './forwarder.ts'
import { MEDIA_FLAGS } from './media-peer.ts'
import { browserFor } from './one-browser.ts'
import { button } from './room-stage.ts'

const THERE = '198.18.0.17'
const LOOPBACK = '127.0.0.1'
const SITES = 4
const NARROW = 3
/** Kilobits a second, and what a line of them is. */
const LINES: readonly (readonly [number, LineClass])[] = [
  [64, 'D'],
  [256, 'C'],
  [1000, 'B'],
]
const LONGEST = { timeout: 1_200_000 }

test('a site on a narrow line is given what its line carries, hears and is heard, and nobody else is given less', {
  skip: missing('ip', 'root'),
  ...LONGEST,
}, async t => {
  if (!hasChromium(t)) return
  const { town, elsewhere, limit } = await open(t)
  const planned = await planBriefing(town, { sites: SITES })
  const browser = await browserFor(t, MEDIA_FLAGS)
  const visits: Visitor[] = []
  for (let at = 0; at < SITES; at++) {
    const tone = { hertz: hertzOf(at), cheats: false }
    const before: Parameters<typeof come>[2] = { before: async page => await page.addInitScript(hum, tone) }
    visits.push(await come(at === NARROW ? elsewhere : browser, { planned, at }, before))
  }
  const chair = new Chair(visits[CHAIR].page, planned)
  await button(chair.page, 'Bắt đầu').click()
  const stage = {
    pages: visits.map(({ page }) => page),
    seen: async () => await chair.seen(),
    cheat: null,
    narrow: NARROW,
    areSlow: false,
  }

  for (const [kbits, line] of LINES)
    await t.test(`of ${kbits} kbit/s it is of class ${line}`, LONGEST, async t => {
      const began = performance.now()
      await limit(kbits)
      await chair.give(SITE)
      let last = ''
      // A machine that has much else to do may take the others down for a while: they come up again.
      const untilAsItIs = async () =>
        await until(async () => {
          const now = (await chair.seen()).map(({ line }) => line ?? '–').join(' ')
          const seconds = (performance.now() - began) / 1000
          if (now !== last) t.diagnostic(`${seconds.toFixed(1)} s: ${now}`)
          last = now
          return now === `A A A ${line}`
        }, `class ${line}, and A of all others`)
      await untilAsItIs()
      await followFloor(t, stage, [
        { says: `${kbits} kbit/s to 3; 1 has the floor`, act: async () => {}, heard: [SITE, CHAIR] },
        {
          says: '3 has the floor itself',
          act: async () => {
            await chair.revoke(SITE)
            await chair.give(NARROW)
          },
          heard: [NARROW, CHAIR],
        },
        { says: 'The chair alone', act: async () => await chair.revoke(NARROW), heard: [CHAIR] },
      ])
      await untilAsItIs()
    })
  for (const visit of visits) assert.deepEqual(faultsOf(visit), [])
})

/** A town, and a browser that reaches it over the narrowest line. */
async function open(t: TestContext) {
  const namespaces = await makeNamespaces([THERE], { isHereOurs: true })
  const ends: (() => unknown)[] = [async () => await namespaces.close()]
  t.after(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const limit = async (kbits: number) => await namespaces.limit(kbits)
  const [[narrowest]] = LINES
  await limit(narrowest)
  // The media listen at the link's own address too.
  const town = await Town.open({ operators: [], pace: 0, isVisited: true })
  ends.push(async () => await town.close())
  const port = Number(new URL(town.url).port)
  const here = await forward(HERE, LOOPBACK, port)
  ends.push(() => here.close())
  const there = await forwardThere(namespaces, port)
  ends.push(async () => await there.stop())
  const elsewhere = await launchIn(namespaces.into('there'), MEDIA_FLAGS)
  ends.push(async () => await elsewhere.close())
  return { town, elsewhere, limit }
}

/** At the address that the server has here. */
async function forwardThere(namespaces: Namespaces, port: number): Promise<Child> {
  const there = namespaces.start('there', {
    command: process.execPath,
    args: [new URL('forwarder.ts', import.meta.url).pathname, LOOPBACK, HERE, `${port}`],
  })
  await there.printed(/^ready$/m)
  return there
}
