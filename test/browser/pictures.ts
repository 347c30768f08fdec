/**
 * `npm run pictures`: the console as the READMEs show it, in docs/pictures/, in Vietnamese and in English.
 *
 * Everything on them happened: the town of `furnished.ts` wrote, approved and sent these rounds to made-up numbers at
 * simulated centres. Its people are roles and no persons, its operators' sizes are nobody's. What is free of charge comes
 * from the town of `furnished-free.ts`, the cell broadcast from that of `furnished-air.ts`. What an hour and a day are called is today's: the server has no other clock.
 *
 * Knows the console by its addresses alone, and the server by its API.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { untilThere } from '../../town/waiting.ts'
import { launch, visitor } from './chromium.ts'
import { type Furnished, openFurnished, SLOW } from './furnished.ts'
import { openAir } from './furnished-air.ts'
import { openFree } from './furnished-free.ts'
import { settled } from './inspection.ts'
import { signedIn } from './signed-in.ts'

const FOLDER = join(import.meta.dirname, '../../docs/pictures')
const SIZE = { width: 1280, height: 800 }
const DELIVERED = 700
const DELIVERED_MS = 180_000
const LANGUAGES = ['vi', 'en'] as const
/** As somebody pasted it: look-alikes, an invisible letter, and quotation marks that GSM-7 does not have. */
const PASTED =
  'Bộ Y tế: “5K” gồm khẩu trang, khử khuẩn, khoảng cách, không tụ tập, khai báo y tế.\u200b Đường dây nóng: 19009095. Тhông tin: ncov.moh.gov.vn'
const BROADCAST_HEADING = /^(Tin quảng bá di động|Cell broadcast)$/
const PROOFS_HEADING = /^(Bằng chứng theo từng kênh|Proof by channel)$/
const DAY_MS = 24 * 60 * 60 * 1000
/** A front page is loaded by people who pay for each octet. */
const PICTURE_SIZE_MAX = 150_000

type Town = Furnished['town']
type Who = Parameters<Town['client']>[0]

interface Shot {
  readonly name: string
  readonly as: Who
  readonly path: string
  /** Until there is something to see. */
  readonly ready?: () => Promise<void>
  /** What stands at the top; left out: the page's own head. */
  readonly from?: (page: Page) => Locator
  /** CSS pixels left above that. */
  readonly above?: number
}

await mkdir(FOLDER, { recursive: true })
const browser = await launch()
try {
  const furnished = await openFurnished({ pace: SLOW })
  try {
    await bringWork(furnished.town)
    await bringHealthChecks(furnished.town)
    const { town, rounds } = furnished
    await take(browser, town, [
      {
        name: 'compose',
        as: 'editor',
        path: `/rounds/${await draft(furnished)}/compose`,
        from: page => page.locator('textarea').first(),
        above: 116,
      },
      { name: 'approve', as: 'approver', path: `/rounds/${rounds.submitted}/approve` },
      { name: 'screening', as: 'auditor', path: '/screening' },
      {
        name: 'live',
        as: 'approver',
        path: `/rounds/${rounds.running}/live`,
        ready: async () => await untilDelivered(town, rounds.running),
      },
      {
        name: 'report',
        as: 'approver',
        path: `/reports/${monthNow()}`,
        from: page => page.getByRole('heading', { name: /^(Nội dung báo cáo|The report)$/ }),
        above: 28,
      },
    ])
  } finally {
    await furnished.town.close()
  }
  const town = await openFree()
  try {
    await take(browser, town, [{ name: 'free', as: 'approver', path: '/zero-rating' }])
  } finally {
    await town.close()
  }
  const air = await openAir()
  try {
    const { submitted, released } = air.bulletins
    await take(browser, air.town, [
      {
        name: 'broadcast',
        as: 'approver',
        path: `/desk/${submitted}`,
        from: page => page.getByRole('heading', { name: BROADCAST_HEADING }).first(),
        above: 28,
      },
      {
        name: 'onair',
        as: 'editor',
        path: `/desk/${released}`,
        from: page => page.getByRole('heading', { name: PROOFS_HEADING }),
        above: 28,
      },
    ])
  } finally {
    await air.close()
  }
} finally {
  await browser.close()
}

/** Each in both languages. */
async function take(browser: Browser, town: Town, shots: readonly Shot[]): Promise<void> {
  const cookies = await signedIn(browser, town)
  for (const { name, as, path, ready, from, above = 0 } of shots)
    for (const language of LANGUAGES) {
      const { context, page, faults } = await visitor(browser, town.url, { size: SIZE, language })
      await context.addCookies([...(cookies.get(as) ?? [])])
      await page.goto(path)
      await settled(page)
      await ready?.()
      if (from !== undefined) await scrollTo(from(page), above)
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
      await context.close()
      const file = join(FOLDER, `${name}.${language}.png`)
      if (faults.length > 0) throw new Error(`${file}: ${faults.join('\n')}`)
      await writeFile(file, picture)
      process.stderr.write(`${relative(process.cwd(), file)} ${picture.length}\n`)
      if (picture.length > PICTURE_SIZE_MAX) throw new Error(`${file} has ${picture.length} octets`)
    }
}

async function scrollTo(top: Locator, abovePx: number): Promise<void> {
  await top.evaluate((node, above) => {
    window.scrollTo(0, node.getBoundingClientRect().top + window.scrollY - above)
  }, abovePx)
}

/** A third of them or so: bars have a length, and rates a history. */
async function untilDelivered(town: Town, round: string): Promise<void> {
  await untilThere(
    'deliveries',
    async () => {
      const { sum } = await town
        .client('approver')
        .get<{ sum: { turns: { delivered: number } } }>(`/api/v1/rounds/${round}/live`)
      return sum.turns.delivered >= DELIVERED ? true : null
    },
    DELIVERED_MS,
  )
}

function monthNow(): string {
  return new Date().toLocaleDateString('sv', { timeZone: 'Asia/Ho_Chi_Minh' }).slice(0, 7)
}

/** A round that is being written. */
async function draft({ town, campaign, rounds }: Furnished): Promise<string> {
  const editor = town.client('editor')
  const { content } = await editor.get<{ content: object }>(`/api/v1/rounds/${rounds.draft}`)
  const { id } = await editor.post<{ id: string }>(`/api/v1/campaigns/${campaign}/rounds`, {
    content: {
      ...content,
      title: 'Nhắc lại thông điệp 5K, đợt 2',
      messages: [{ variants: [{ language: 'vi', text: PASTED }] }],
    },
  })
  return id
}

/** Two work items of this month, as people enter them. Made up. */
async function bringWork(town: Town): Promise<void> {
  const editor = town.client('editor')
  for (const [day, title, result, english] of [
    ['05', 'Hướng dẫn an toàn cho họp trực tuyến', 'Đã gửi các bộ, ngành', 'Guide to safe online meetings'],
    ['07', 'Nhóm nghiên cứu tiêu chuẩn an toàn 5G', 'Đã thành lập', 'Study group on 5G security'],
  ])
    await editor.post(`/api/v1/months/${monthNow()}/items`, {
      section: 'network-security',
      date: `${monthNow()}-${day}`,
      unit: 'Cục An toàn thông tin',
      title,
      result,
      nextStep: null,
      english: { title: english, result: 'Done', nextStep: null },
    })
}

/** Two doors over the last days. Made up: so many people a day, a few of them warm, nobody's badge. */
async function bringHealthChecks(town: Town): Promise<void> {
  const admin = town.client('administrator')
  for (const [at, name] of ['Cửa chính', 'Cửa sau'].entries()) {
    const door = await admin.post<{ id: string }>('/api/v1/screening/doors', { name })
    const { code } = await admin.post<{ code: string }>('/api/v1/screening/kiosks', {
      door: door.id,
      name: `Máy ${at + 1}`,
    })
    const token = await enrol(town.url, code)
    for (let day = 0; day < 20; day++)
      await send(town.url, token, { day, people: 58 + ((day * 7) % 23) - at * 30, warm: (day * 5) % 7 })
  }
}

async function enrol(url: string, code: string): Promise<string> {
  const { token } = (await asked(url, '/api/v1/screening/enrol', null, { code })) as { token: string }
  return token
}

/** A tablet that was without a network sends what waited on it. */
async function send(
  url: string,
  token: string,
  { day, people, warm }: { day: number; people: number; warm: number },
): Promise<void> {
  const now = Date.now()
  const entries = Array.from({ length: people }, (_, at) => ({
    id: randomUUID(),
    at: new Date(now - day * DAY_MS - at * 1000).toISOString(),
    celsius: at < warm ? 38.1 : 36.4,
    badge: null,
    follows: null,
  }))
  await asked(url, '/api/v1/screening/kiosk/entries', token, {
    sentAt: new Date(now).toISOString(),
    waiting: 0,
    entries,
  })
}

async function asked(url: string, path: string, token: string | null, body: object) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return await response.json()
}
