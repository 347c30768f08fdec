/**
 * A town with a round in every state, and operators in every state, for pages to be looked at. All of it happened: the
 * rounds were written, approved and sent by the town's people and nodes.
 */

import type { Campaign, RoundContent, RoundDetail, RoundLive } from '../../src/areas/rounds/model.ts'
import { PLAIN_CONTENT } from '../../src/areas/rounds/plain-content.ts'
import { approveBy, scheduleBy, submitBy } from '../../town/deeds.ts'
import { DEMO_MESSAGE } from '../../town/message.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { untilThere } from '../../town/waiting.ts'
import { Town } from '../town/town.ts'

const OPERATORS: readonly DemoOperator[] = [
  { id: 'viettel', name: 'Viettel', subscribers: 1240, length: 9, prefixes: ['32', '98'] },
  { id: 'vinaphone', name: 'VinaPhone', subscribers: 580, length: 9, prefixes: ['91'] },
  { id: 'mobifone', name: 'MobiFone', subscribers: 520, length: 9, prefixes: ['90'] },
]
/** Of rounds that do not show how several get on: for each round a node starts threads of its own. */
const ONE = OPERATORS.slice(0, 1)
/** Segments a second that each node declares. */
const PACE = 2000
/** Of the round that is stopped, and of the one that runs in a picture. */
export const SLOW = 60
/** Of the round that runs while pages are looked at: each segment costs nodes and pages a little. */
const SLOWEST = 12
/** Of the round that is stopped. */
const SOME = 25

export interface Furnished {
  readonly town: Town
  readonly campaign: string
  readonly emptyCampaign: string
  /** The path of a link that somebody was invited by and has not used. */
  readonly invitation: string
  readonly rounds: Readonly<Record<FurnishedRound, string>>
  /** The page of the lanes of the round that is stopped, at the one operator it went to. */
  readonly lanes: string
  /** What people called things: titles, names, reasons, texts. */
  readonly names: readonly string[]
}

export type FurnishedRound =
  | 'finished'
  | 'stopped'
  | 'running'
  | 'canary'
  | 'approved'
  | 'submitted'
  | 'returned'
  | 'draft'
  | 'blank'

export async function openFurnished({ pace = SLOWEST } = {}): Promise<Furnished> {
  const plan = {
    operators: OPERATORS,
    pace: PACE,
    isHere: true,
    centre: { 'receipt-delay': '300ms' },
    centres: {
      viettel: { refuse: '0.3%', undeliverable: '2%' },
      vinaphone: { throttle: '3%', undeliverable: '1.5%' },
      mobifone: { refuse: '1%', undeliverable: '3%' },
    },
  }
  return await Town.furnished(plan, async town => await new Furnisher(town).furnish(pace))
}

/** The text as someone pasted it: look-alikes, an invisible letter, and quotation marks that GSM-7 does not have. */
const PASTED =
  'Bo Y te: “5K” gom khau trang, khu khuẩn, khoảng cách, không tụ tập, khai báo y tế.\u200b Gọi 19009095. Тhông tin: ncov.moh.gov.vn'

const CAMPAIGNS = [
  ['Phòng, chống dịch, tháng 2/2020', 'Khuyến cáo của Bộ Y tế gửi tới mọi thuê bao, năm đợt'],
  ['Chuẩn hóa thông tin thuê bao', ''],
] as const

const REASONS = {
  stop: 'Nội dung thay bằng thông báo mới của Bộ Y tế',
  return: 'Thiếu số đường dây nóng thứ hai (19009095)',
}

const KEPT = { name: 'Khuyến cáo đã duyệt', note: 'Thay số đợt và đường dây nóng trước khi trình' }
const REMARKS = ['Câu thứ hai nên nhắc khai báo y tế trước', 'Đã bỏ dấu để gọn một bản tin'] as const

/** Without a node: the code of the first is out, the other was never enrolled. */
const STRANGERS = [
  { id: 'vietnamobile', name: 'Vietnamobile' },
  { id: 'itel', name: 'iTel' },
]

/** Has not come yet. */
const INVITED = { name: 'Nguyễn Văn A', email: 'bien.tap@bo.example', role: 'editor' } as const

class Furnisher {
  readonly #town: Town
  readonly #titles: string[] = []
  #campaign = ''

  constructor(town: Town) {
    this.#town = town
  }

  async furnish(pace: number): Promise<Furnished> {
    const editor = this.#town.client('editor')
    const begin = async (title: string, note: string) =>
      (await editor.post<Campaign>('/api/v1/campaigns', { title, note })).id
    this.#campaign = await begin(...CAMPAIGNS[0])
    const emptyCampaign = await begin(...CAMPAIGNS[1])
    await this.#strangers()
    const invitation = await this.#invite()
    const finished = await this.#send('Khuyến cáo phòng, chống dịch, đợt 1', {})
    await this.#until(finished, 'finished')
    const stopped = await this.#send('Khuyến cáo phòng, chống dịch, đợt 2', { rate: SLOW, operators: ONE })
    await untilThere('a few of them', async () => {
      const { sum } = await this.#approver.get<RoundLive>(`/api/v1/rounds/${stopped}/live`)
      return sum.turns.delivered >= SOME ? true : null
    })
    await this.#approver.post(`/api/v1/rounds/${stopped}/stop`, { reason: REASONS.stop })
    await this.#until(stopped, 'stopped')
    const canary = await this.#send('Hướng dẫn khai báo y tế', { canary: 20, operators: ONE })
    await this.#until(canary, 'paused')
    const running = await this.#send('Khuyến cáo phòng, chống dịch, đợt 3', { rate: pace })
    const approved = await this.#approved('Khuyến cáo phòng, chống dịch, đợt 4', { operators: ONE })
    await this.#town.client('editor').post(`/api/v1/rounds/${approved}/exercise`)
    const submitted = (await this.#submitted('Khuyến cáo phòng, chống dịch, đợt 5', {})).id
    const returned = await this.#submitted('Lịch tiêm chủng', { text: 'Lịch tiêm: xem nơi cư trú.' })
    await this.#approver.post(`/api/v1/rounds/${returned.id}/return`, {
      version: returned.version,
      reason: REASONS.return,
    })
    const draft = (await this.#draft('Nhắc lại thông điệp 5K', { text: PASTED })).id
    await this.#again({ finished, stopped, submitted, draft })
    const blank = (await this.#draft('Kỷ niệm ngày Thầy thuốc', { text: '' })).id
    return {
      town: this.#town,
      campaign: this.#campaign,
      emptyCampaign,
      invitation,
      rounds: { finished, stopped, running, canary, approved, submitted, draft, blank, returned: returned.id },
      lanes: await this.#lanesOf(stopped),
      names: [
        ...[
          ...CAMPAIGNS.flat(),
          ...Object.values(REASONS),
          ...this.#titles,
          ...REMARKS,
          ...Object.values(KEPT),
          PASTED,
          DEMO_MESSAGE,
        ],
        ...this.#town.accounts.flatMap(({ name, email }) => [name, email]),
        ...[INVITED.name, INVITED.email],
        ...[...OPERATORS, ...STRANGERS].map(({ name }) => name),
        // What the demo's people call their signing keys.
        'Demo',
        (await this.#approver.get<{ name: string }>('/api/v1/instance')).name,
      ],
    }
  }

  async #lanesOf(round: string): Promise<string> {
    const { directives } = await this.#approver.get<RoundLive>(`/api/v1/rounds/${round}/live`)
    const [{ id, operator }] = directives
    return `/operators/${operator}/directives/${id}`
  }

  /** A template, remarks on a draft and on what waits, a copy that is archived. */
  async #again(of: Pick<Furnished['rounds'], 'finished' | 'stopped' | 'submitted' | 'draft'>) {
    const editor = this.#town.client('editor')
    await editor.post(`/api/v1/rounds/${of.finished}/template`, KEPT)
    const copy = await editor.post<RoundDetail>(`/api/v1/rounds/${of.stopped}/copy`, {})
    await editor.post(`/api/v1/rounds/${copy.id}/archive`)
    for (const id of [of.submitted, of.draft])
      await this.#approver.post(`/api/v1/rounds/${id}/remarks`, { version: 1, text: REMARKS[0] })
    const own = { version: 1, text: REMARKS[1] }
    const { id } = await editor.post<{ id: string }>(`/api/v1/rounds/${of.draft}/remarks`, own)
    await editor.post(`/api/v1/remarks/${id}/settle`, { isSettled: true })
  }

  get #approver() {
    return this.#town.client('approver')
  }

  async #strangers(): Promise<void> {
    const admin = this.#town.client('administrator')
    for (const stranger of STRANGERS) await admin.post('/api/v1/operators', stranger)
    await admin.post(`/api/v1/operators/${STRANGERS[0].id}/enrolment`)
  }

  async #invite(): Promise<string> {
    const admin = this.#town.client('administrator')
    const { link } = await admin.post<{ link: string }>('/api/v1/people', INVITED)
    const { pathname, hash } = new URL(link)
    return pathname + hash
  }

  async #draft(title: string, change: Change): Promise<RoundDetail> {
    this.#titles.push(title)
    return await this.#town
      .client('editor')
      .post(`/api/v1/campaigns/${this.#campaign}/rounds`, { content: contentOf(title, change) })
  }

  async #submitted(title: string, change: Change): Promise<RoundDetail> {
    const { id } = await this.#draft(title, change)
    return await submitBy(this.#town.client('editor'), id)
  }

  async #approved(title: string, change: Change): Promise<string> {
    const { id } = await this.#submitted(title, change)
    await approveBy(this.#approver, id)
    return id
  }

  async #send(title: string, change: Change): Promise<string> {
    const id = await this.#approved(title, change)
    await scheduleBy(this.#approver, id)
    return id
  }

  async #until(id: string, state: RoundDetail['state']): Promise<void> {
    await untilThere(`the round ${state}`, async () => {
      const live = await this.#approver.get<RoundLive>(`/api/v1/rounds/${id}/live`)
      return live.round.state === state ? true : null
    })
  }
}

interface Change {
  readonly text?: string
  readonly canary?: number
  readonly rate?: number
  readonly operators?: readonly DemoOperator[]
}

function contentOf(title: string, change: Change): RoundContent {
  return {
    ...PLAIN_CONTENT,
    title,
    messages: [{ variants: [{ language: 'vi', text: change.text ?? DEMO_MESSAGE }] }],
    operators: (change.operators ?? OPERATORS).map(({ id }) => id),
    sending: {
      ...PLAIN_CONTENT.sending,
      receiptWaitSeconds: 120,
      canary: change.canary ?? 0,
      segmentsPerSecondMax: change.rate ?? 0,
    },
  }
}
