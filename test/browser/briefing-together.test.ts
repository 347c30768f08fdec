/**
 * A ministry and a hospital in a briefing, each with the page that its link opens, over the real server and the real media process:
 * who is given the floor is heard, who is not is not.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { houseOf, type Person, serveHere } from '../authority/stage.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { hasChromium, launch, visitor } from './chromium.ts'
import { MEDIA_FLAGS } from './media-peer.ts'
import { Screenshots } from './screenshots.ts'

const SCREENSHOTS = new Screenshots('screenshots-briefing')
const NAMES = ['Bộ Y tế', 'Bệnh viện Bạch Mai', 'Bệnh viện Huế'] as const
const ROLES = ['chair', 'site', 'site'] as const

async function planned(editor: Person): Promise<readonly string[]> {
  const sites: { readonly id: string }[] = []
  for (const name of NAMES)
    sites.push(
      await editor.well('POST', '/api/v1/briefing-sites', {
        ...{ name, short: name.slice(-8) },
        responsible: { name: `Bác sĩ ${name}`, title: null, mail: null },
      }),
    )
  const { id } = await editor.well('POST', '/api/v1/briefings', {
    title: 'Giao ban tuần 9',
    startsAt: new Date(Date.now() + 60_000).toISOString(),
    minutes: 60,
    agenda: [],
    roster: sites.map((site, at) => ({ site: site.id, role: ROLES[at], language: null })),
    ...{ isQueueOpen: true, grantedMax: 1, isRecorded: false },
  })
  const links = await editor.well('POST', `/api/v1/briefings/${id}/links`, { mail: false })
  return sites.map(site => links.find((link: { site: string }) => link.site === site.id).url)
}

async function come(browser: Browser, link: string): Promise<Page> {
  const { page } = await visitor(browser, new URL(link).origin)
  await page.goto(link)
  await page.locator('[data-stage=check] h1').waitFor()
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const lamp = (page: Page) => page.getByRole('status').filter({ hasText: 'Bạn đang được nghe' })

/** A voice plays. */
async function heard(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('audio')].some(
      ({ paused, currentTime }) => !paused && currentTime > 0,
    ),
  )
}

async function openStage(t: TestContext) {
  const server = await serveHere(t, onlySqlite(), {
    media: { port: 0, bind: '127.0.0.1', announced: [], turn: null },
  })
  const { editor } = await houseOf(server)
  const browser = await launch(MEDIA_FLAGS)
  t.after(async () => await browser.close())
  return { browser, links: await planned(editor) }
}

test('a ministry and a hospital hear each other as the chair gives the floor', async t => {
  if (!hasChromium(t)) return
  const { browser, links } = await openStage(t)
  const chair = await come(browser, links[0])
  await button(chair, 'Vào phòng giao ban').click()
  await button(chair, 'Bắt đầu').click()
  // Nobody else is there: nothing of it is forwarded to anybody.
  await chair.getByText('Mời bạn nói').waitFor()
  assert.equal(await lamp(chair).count(), 0)

  const hospital = await come(browser, links[1])
  await t.test('a test call through the media process says what the line carries', async () => {
    await button(hospital, 'Kiểm tra').click()
    await hospital.getByText(/Hạng [ABCD]: /).waitFor()
    await SCREENSHOTS.take(hospital, 'together-tried')
  })
  await button(hospital, 'Vào phòng giao ban').click()
  await lamp(chair).waitFor()
  assert.equal(await lamp(hospital).count(), 0)

  await button(hospital, 'Đăng ký phát biểu').click()
  await button(chair, 'Mời phát biểu').click()
  await lamp(hospital).waitFor()
  await heard(chair)
  await heard(hospital)
  await SCREENSHOTS.take(chair, 'together-chair')
  await SCREENSHOTS.take(hospital, 'together-hospital')

  await button(chair, 'Dừng phát biểu').click()
  await lamp(hospital).waitFor({ state: 'detached' })
  await button(hospital, 'Đăng ký phát biểu').waitFor()

  await button(chair, 'Kết thúc giao ban').click()
  for (const page of [chair, hospital])
    await page.getByRole('heading', { name: 'Buổi giao ban đã kết thúc' }).waitFor()
})
