/**
 * What each main view shows while it has nothing to show: that it is loading, that its question failed and can be asked
 * again, that its figures are old, that this browser is offline. What is between browser and server breaks here as it
 * does anywhere; the server is real.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { Children } from '../../src/app/children/children.ts'
import type { Campaign, RoundDetail } from '../../src/areas/rounds/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import { arrive } from '../../town/arrival.ts'
import type { Signed } from '../../town/authority-client.ts'
import { TownHost } from '../../town/host.ts'
import { demoAccounts } from '../../town/people.ts'
import { makePersonJwk, personKeyOf } from '../../town/person-key.ts'
import { contentOf } from '../../town/story.ts'
import { SERVER } from '../town/town.ts'
import { hasChromium, type Visitor, visitor } from './chromium.ts'
import { assertAccessible, settled } from './inspection.ts'
import { browserFor } from './one-browser.ts'
import { Screenshots } from './screenshots.ts'

const SCREENSHOTS = new Screenshots('screenshots')
const OPERATOR = { id: 'viettel', name: 'Viettel', subscribers: 1000, length: 9, prefixes: ['98'] }

interface Place {
  readonly campaign: string
  readonly round: string
}

interface View {
  readonly name: string
  readonly as: Role
  readonly path: (place: Place) => string
  /** The question that fails. */
  readonly asks: RegExp
  /** What is there once it was answered. */
  readonly shows: string
  /** What makes the server tell of something new; null: nothing does. */
  readonly news: ((signed: Signed, place: Place) => Promise<unknown>) | null
}

const VIEWS: readonly View[] = [
  {
    name: 'rounds',
    as: 'editor',
    path: () => '/rounds',
    asks: /\/api\/v1\/rounds\?/,
    shows: 'Đợt 1:',
    news: async (signed, { campaign }) =>
      await signed.get('editor')?.post(`/api/v1/campaigns/${campaign}/rounds`, { content: contentOf(2, [OPERATOR]) }),
  },
  {
    name: 'campaigns',
    as: 'editor',
    path: () => '/campaigns',
    asks: /\/api\/v1\/campaigns\?/,
    shows: 'Phòng, chống dịch',
    news: async signed => await signed.get('editor')?.post('/api/v1/campaigns', { title: 'Bầu cử', note: '' }),
  },
  {
    name: 'operators',
    as: 'administrator',
    path: () => '/operators',
    asks: /\/api\/v1\/operators$/,
    shows: 'Viettel',
    news: async signed => await signed.get('administrator')?.post('/api/v1/operators', { id: 'itel', name: 'iTel' }),
  },
  {
    name: 'round',
    as: 'approver',
    path: ({ round }) => `/rounds/${round}`,
    asks: /\/api\/v1\/rounds\/[0-9a-f-]+$/,
    shows: 'Việc tiếp theo',
    news: async (signed, { round }) =>
      await signed
        .get('editor')
        ?.put(`/api/v1/rounds/${round}/content`, {
          version: 1,
          content: contentOf(1, [OPERATOR], 'Bộ Y tế: đeo khẩu trang nơi đông người.'),
        }),
  },
  {
    name: 'compose',
    as: 'editor',
    path: ({ round }) => `/rounds/${round}/compose`,
    asks: /\/api\/v1\/rounds\/[0-9a-f-]+$/,
    shows: 'Về đợt này',
    news: null,
  },
  {
    name: 'live',
    as: 'approver',
    path: ({ round }) => `/rounds/${round}/live`,
    asks: /\/api\/v1\/rounds\/[0-9a-f-]+$/,
    shows: 'Đợt này chưa có lệnh nào',
    news: null,
  },
  {
    name: 'people',
    as: 'administrator',
    path: () => '/people',
    asks: /\/api\/v1\/people\?/,
    shows: 'Người duyệt',
    news: null,
  },
  {
    name: 'signers',
    as: 'administrator',
    path: () => '/signers',
    asks: /\/api\/v1\/roster$/,
    shows: 'đang có hiệu lực',
    news: async signed => {
      const { publicKey } = (await personKeyOf(await makePersonJwk())).key
      const key = { name: 'Máy tính cơ quan', publicKey }
      await signed.get('editor')?.post('/api/v1/signing/keys', key)
    },
  },
  {
    name: 'signing keys',
    as: 'editor',
    path: () => '/account',
    asks: /\/api\/v1\/signing$/,
    shows: 'Khóa của trình duyệt',
    news: null,
  },
  { name: 'trail', as: 'auditor', path: () => '/trail', asks: /\/api\/v1\/trail\?/, shows: 'Chi tiết', news: null },
]

test('each view says that it loads, that it failed, or that it is old', async t => {
  if (!hasChromium(t)) return
  const directory = await mkdtemp(join(tmpdir(), 'loa-states-'))
  t.after(async () => await rm(directory, { recursive: true, force: true }))
  const accounts = demoAccounts([OPERATOR])
  const host = new TownHost({ directory, listen: '127.0.0.1:0', children: new Children(), accounts, server: SERVER })
  t.after(async () => await host.end())
  const setupLink = await host.startAuthority()
  const signed = await arrive(host.url, setupLink, { accounts, operators: [OPERATOR] })
  const place = await furnish(signed)
  const browser = await browserFor(t)
  const visitors = new Map<Role, Visitor>()
  for (const { role, email, password } of accounts) {
    const made = await visitor(browser, host.url)
    const answer = await made.context.request.post('/api/auth/sign-in/email', {
      headers: { origin: host.url },
      data: { email, password },
    })
    assert.ok(answer.ok(), await answer.text())
    visitors.set(role, made)
  }
  const pageOf = (role: Role) => (visitors.get(role) as Visitor).page

  for (const view of VIEWS) {
    const page = pageOf(view.as)
    await t.test(`the view of ${view.name} says that it loads, that it failed, and is asked again`, async () => {
      const away = await comeAway(page, view.asks)
      await page.goto(view.path(place))
      await page.getByText('Đang tải', { exact: true }).first().waitFor()
      await shoot(page, `${view.name}-loading`)
      await away.answer(503)
      const alert = page.getByRole('alert').filter({ hasText: 'Không tải được' })
      await alert.waitFor()
      await assertAccessible(page, `${view.name}, failed`)
      await shoot(page, `${view.name}-failed`)
      await away.end()
      await alert.getByRole('button', { name: 'Thử lại' }).click()
      await alert.waitFor({ state: 'detached' })
      await page.locator('main').getByText(view.shows).first().waitFor()
    })
    const { news } = view
    if (news === null) continue
    await t.test(`the view of ${view.name} says that what it shows is old`, async () => {
      await settled(page)
      const away = await comeAway(page, view.asks)
      await news(signed, place)
      await away.answer('connectionrefused')
      const old = page.getByRole('status').filter({ hasText: /^Số liệu cũ: liên lạc gần nhất lúc/ })
      await old.waitFor()
      await page.locator('main').getByText(view.shows).first().waitFor()
      await assertAccessible(page, `${view.name}, old`)
      await shoot(page, `${view.name}-old`)
      await away.end()
      await old.getByRole('button', { name: 'Thử lại' }).click()
      await old.waitFor({ state: 'detached' })
    })
  }

  await t.test('a page that is opened while the server is away is whole, and comes by itself', async () => {
    const { page } = visitors.get('editor') as Visitor
    const asks = /\/api\/v1\/|\/api\/auth\/|\/healthz/
    await page.route(asks, async route => await route.abort('connectionrefused'))
    await page.goto('/rounds')
    await page.getByRole('heading', { name: 'Không kết nối được' }).waitFor()
    await page.getByRole('banner').getByRole('button', { name: /Việt$/ }).waitFor()
    await shoot(page, 'server-away')
    await page.unroute(asks)
    await page.getByRole('heading', { name: 'Đợt nhắn tin' }).waitFor()
  })

  await t.test('what a page asks for is asked when its link is pointed at, and once', async () => {
    const page = pageOf('editor')
    await page.goto('/help')
    await settled(page)
    const asked: string[] = []
    page.on('request', request => asked.push(new URL(request.url()).pathname))
    const isRounds = (path: string) => path === '/api/v1/rounds'
    const link = page.getByRole('navigation').getByRole('link', { name: 'Đợt nhắn tin' })
    await Promise.all([page.waitForResponse(answer => isRounds(new URL(answer.url()).pathname)), link.hover()])
    assert.equal(new URL(page.url()).pathname, '/help')
    await link.click()
    await page.getByRole('link', { name: 'Đợt 1:' }).waitFor()
    assert.equal(asked.filter(isRounds).length, 1)
  })

  await t.test('a device without a network says so, and when it is back', async () => {
    const { page, context } = visitors.get('editor') as Visitor
    await page.goto('/rounds')
    await settled(page)
    const title = page.getByRole('heading', { level: 1 })
    const place = await title.boundingBox()
    await context.setOffline(true)
    const notice = page.getByText(/^Máy này đang mất mạng/)
    await notice.waitFor()
    assert.deepEqual(await title.boundingBox(), place, 'nothing moves under who is about to press it')
    await assertAccessible(page, 'offline')
    await shoot(page, 'rounds-offline')
    await context.setOffline(false)
    await notice.waitFor({ state: 'detached' })
    await page.getByText('Đã nối lại với máy chủ.').waitFor({ state: 'attached' })
  })
})

async function furnish(signed: Signed): Promise<Place> {
  const editor = signed.get('editor')
  const begun = await editor?.post<Campaign>('/api/v1/campaigns', { title: 'Phòng, chống dịch', note: '' })
  assert.ok(editor !== undefined && begun !== undefined)
  const { id } = await editor.post<RoundDetail>(`/api/v1/campaigns/${begun.id}/rounds`, {
    content: contentOf(1, [OPERATOR]),
  })
  return { campaign: begun.id, round: id }
}

interface Away {
  /** Those that wait, and whoever asks from now on. */
  answer(how: 503 | 'connectionrefused'): Promise<void>
  end(): Promise<void>
}

/** Nobody answers this question, until it is said how. */
async function comeAway(page: Page, asks: RegExp): Promise<Away> {
  const waiting: Route[] = []
  let how: 503 | 'connectionrefused' | null = null
  const give = async (route: Route, as: 503 | 'connectionrefused') =>
    await (as === 503 ? route.fulfill({ status: 503, body: '' }) : route.abort(as))
  const take = async (route: Route) => {
    if (route.request().method() !== 'GET') await route.fallback()
    else if (how === null) waiting.push(route)
    else await give(route, how)
  }
  await page.route(asks, take)
  return {
    answer: async as => {
      how = as
      for (const route of waiting.splice(0)) await give(route, as)
    },
    end: async () => await page.unroute(asks, take),
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  await SCREENSHOTS.take(page, `state-${name}`)
}
