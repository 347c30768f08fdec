/**
 * What a round asks of people, by the keyboard alone: from the overview to what waits, read and approved, submitted, held and let go
 * on. And the same four pages as a screen reader has them: a heading for each part, in order, and a name for whatever is pressed.
 *
 * Knows pages by what they say in Vietnamese, and a town in which everything has happened.
 */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Furnished } from './furnished.ts'
import { settled } from './inspection.ts'
import { pressByKeyboard, tabTo } from './keyboard.ts'

const WAITING = /^Đợt nhắn tin: Khuyến cáo phòng, chống dịch, đợt 5/

/** By somebody who approves. It approves the round that waits. */
export async function decideByKeyboard(page: Page, { rounds }: Furnished): Promise<void> {
  await page.goto('/')
  await settled(page)
  await assertHeard(page, 'overview', [
    '1 Tổng quan',
    '2 Chờ tôi xử lý',
    'link Đợt nhắn tin: Khuyến cáo phòng, chống dịch, đợt 5',
    '2 Cần lưu ý',
    '2 Đang diễn ra',
    '2 14 ngày tới',
    'link Mở lịch theo tháng',
  ])
  await pressByKeyboard(page, page.getByRole('main').getByRole('link', { name: WAITING }).first())
  const count = page.getByLabel('Gõ số thuê bao sẽ nhận tin')
  await count.waitFor()
  await settled(page)
  await assertHeard(page, 'approve', [
    '1 Phê duyệt',
    'button Đọc góp ý',
    '2 Gửi cho ai',
    '2 Gửi gì',
    '2 Khi nào và thế nào',
    '2 Ai soạn, ai trình',
    '2 Mã kiểm nội dung (SHA-256)',
    '2 Thay đổi',
    '2 Quyết định',
    'textbox Gõ số thuê bao sẽ nhận tin',
    'button Phê duyệt đợt nhắn tin',
    'textbox Hoặc trả lại: lý do',
    'button Trả lại người soạn',
  ])
  await tabTo(page, count)
  await page.keyboard.type('2 340')
  await page.keyboard.press('Enter')
  await assertDone(page, 'Đã phê duyệt. Việc tiếp theo ở dưới đây.')

  await page.goto(`/rounds/${rounds.running}/live`)
  const [pause, resume] = ['Tạm dừng', 'Tiếp tục'].map(name =>
    page.getByRole('main').getByRole('button', { name, exact: true }),
  )
  await pause.waitFor()
  await settled(page)
  await assertHeard(page, 'live', [
    '1 Đợt 4: Khuyến cáo phòng, chống dịch, đợt 3',
    'button Tạm dừng',
    'button Dừng…',
    'region Tiến độ của đợt',
    'progressbar Tiến độ của đợt',
    'table Từng nhà mạng',
    '2 Diễn biến',
    '2 Tổng đài từ chối, theo nguyên nhân',
  ])
  await pressByKeyboard(page, pause)
  await resume.waitFor()
  await pressByKeyboard(page, resume)
  await pause.waitFor()
}

/** By somebody who writes. It submits the round that was sent back. */
export async function submitByKeyboard(page: Page, { rounds }: Furnished): Promise<void> {
  await page.goto(`/rounds/${rounds.returned}/compose`)
  const text = page.getByLabel('Nội dung tin nhắn').first()
  await text.waitFor()
  await settled(page)
  await assertHeard(page, 'compose', [
    '1 Soạn tin',
    'group Về đợt này',
    'textbox Tên đợt',
    'textbox Tên người gửi',
    'group Tin nhắn',
    'textbox Nội dung tin nhắn',
    '2 Có dấu hay không dấu',
    'table Có dấu hay không dấu',
    'group Gửi cho ai',
    'checkbox Viettel',
    'radiogroup Ở đâu',
    'group Thời hạn gửi',
    'textbox Gửi từ',
    'group Cách gửi',
    'button Trình duyệt…',
    'button Lưu dự thảo',
  ])
  await tabTo(page, text)
  await page.keyboard.press('End')
  await page.keyboard.type(' ')
  await pressByKeyboard(page, page.getByRole('button', { name: 'Trình duyệt…' }))
  await page.getByRole('heading', { name: 'Kiểm tra trước khi trình' }).waitFor()
  await pressByKeyboard(page, page.getByRole('button', { name: 'Trình duyệt', exact: true }))
  await assertDone(page, /^Đã trình\. /)
}

/** Said where the eye is, at the head of the page that it led to; and heard. */
async function assertDone(page: Page, said: string | RegExp): Promise<void> {
  const notice = page.getByRole('main').getByText(said)
  await notice.waitFor()
  const box = await notice.boundingBox()
  const height = page.viewportSize()?.height ?? 0
  assert.ok(box !== null && box.y >= 0 && box.y + box.height <= height, `${said}: out of sight`)
  await page.getByRole('status').filter({ hasText: said }).first().waitFor()
}

const NAMED =
  'button|link|textbox|checkbox|radio|combobox|slider|switch|searchbox|img|table|progressbar|radiogroup|region|figure|navigation'

/** `wanted`: a heading with its level, or a role and a name; each comes after the one before. */
async function assertHeard(page: Page, what: string, wanted: readonly string[]): Promise<void> {
  const lines = (await page.getByRole('main').ariaSnapshot()).split('\n').map(spoken)
  const nameless = lines.filter(line => new RegExp(`^(?:${NAMED})$`).test(line))
  assert.deepEqual(nameless, [], `${what}: what has no name`)
  const levels = lines.flatMap(line => (/^\d /.test(line) ? [Number(line[0])] : []))
  assert.equal(levels[0], 1, `${what}: begins with its own heading`)
  for (const [at, level] of levels.entries())
    assert.ok(level <= (levels[at - 1] ?? 0) + 1, `${what}: heading ${at + 1} leaves a level out`)
  let from = 0
  for (const one of wanted) {
    const at = lines.findIndex((line, index) => index >= from && line === one)
    assert.ok(at >= 0, `${what}: ${one} is not heard there: ${lines.slice(from).join('; ')}`)
    from = at + 1
  }
}

/** `- heading "Gửi gì" [level=2]` as `2 Gửi gì`; without states and what is written in it. */
function spoken(line: string): string {
  const bare = line.trim().replace(/^- '?/, '')
  const [, role = '', name] = /^(\w+)(?: "((?:[^"\\]|\\.)*)")?/.exec(bare) ?? []
  const level = /\[level=(\d)\]/.exec(bare)?.[1]
  return [level ?? role, name].filter(part => part !== undefined).join(' ')
}
