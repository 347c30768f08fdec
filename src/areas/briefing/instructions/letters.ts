/**
 * Letters about instructions to whoever answers for a site: that one was issued or withdrawn, that its day comes, that it is over.
 * At most one reminder of an instruction a day, which is noted before it is written: none goes out twice, and nothing waits for a
 * letter or depends on it.
 */
import type { Letter, Mailer } from '../../../authority/mailer.ts'
import type { UnitOfWork } from '../../../authority/unit-of-work.ts'
import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { dateName } from '../../../report/months.ts'
import { briefingRows, type StoredInstruction } from '../store.ts'
import { type IssuedInstruction, issuedOf } from './document.ts'
import { reminderOn } from './due.ts'
import { courseOf } from './view.ts'

/** By instruction the day of its last reminder, as JSON; of those that are open. */
const REMINDED = 'instructions.reminded'

type About = 'issued' | 'withdrawn' | 'soon' | 'overdue'

export class InstructionLetters {
  readonly #work: UnitOfWork
  readonly #mailer: Mailer

  constructor(needs: { readonly work: UnitOfWork; readonly mailer: Mailer }) {
    this.#work = needs.work
    this.#mailer = needs.mailer
  }

  issued(id: string): void {
    this.#tell(id, 'issued').catch(() => undefined)
  }

  withdrawn(id: string): void {
    this.#tell(id, 'withdrawn').catch(() => undefined)
  }

  /** Of all that are open. To be called more than once a day. */
  async remind(): Promise<void> {
    const due = await this.#work.transaction(async ({ store, now }) => {
      const told = remindedOf(await store.setting(REMINDED))
      const open = await briefingRows(store).openInstructions()
      const clock = { now, timeZone: TIME_ZONE }
      const found = open.flatMap(each => {
        const about = reminderOn(courseOf(each), told[each.id] ?? null, clock)
        return about === null ? [] : [{ instruction: each, about }]
      })
      if (found.length === 0) return []
      const today = wallDate(now, TIME_ZONE)
      const days = [
        ...open.flatMap(({ id }) => (told[id] === undefined ? [] : [[id, told[id]] as const])),
        ...found.map(({ instruction }) => [instruction.id, today] as const),
      ]
      await store.setSetting(REMINDED, JSON.stringify(Object.fromEntries(days)))
      return found
    })
    for (const { instruction, about } of due) await this.#send(instruction, about)
  }

  async #tell(id: string, about: About): Promise<void> {
    const instruction = await briefingRows(this.#work.store).instruction(id)
    if (instruction !== null) await this.#send(instruction, about)
  }

  /** Of what was never issued, or was altered in the database since, its site hears nothing. */
  async #send(instruction: StoredInstruction, about: About): Promise<void> {
    const { publicKey } = this.#work.signer
    const issued = await issuedOf(instruction, publicKey).catch(() => null)
    if (issued === null) return
    const to = (await briefingRows(this.#work.store).site(instruction.site))?.content.responsible
    if (to === undefined || to.mail === null) return
    await this.#mailer.send({ to: [to.mail], ...letterOf(instruction, issued.body, about) })
  }
}

function remindedOf(kept: string | null): Readonly<Record<string, string | undefined>> {
  return kept === null ? {} : (JSON.parse(kept) as Record<string, string>)
}

const SUBJECTS = {
  issued: { vi: 'Nhiệm vụ được giao', en: 'Instruction issued' },
  withdrawn: { vi: 'Nhiệm vụ được thu hồi', en: 'Instruction withdrawn' },
  soon: { vi: 'Nhiệm vụ sắp đến hạn', en: 'Instruction due soon' },
  overdue: { vi: 'Nhiệm vụ đã quá hạn', en: 'Instruction overdue' },
} as const satisfies Record<About, { vi: string; en: string }>

const DO = {
  vi: 'Đề nghị xác nhận và báo cáo hoàn thành trên trang giao ban, bằng liên kết của điểm cầu.',
  en: 'Please acknowledge it and report it done on the briefing’s page, using your site’s link.',
}

function letterOf(
  { reason }: StoredInstruction,
  { told, sha256 }: IssuedInstruction,
  about: About,
): Omit<Letter, 'to'> {
  const { vi, en } = SUBJECTS[about]
  const day = dateName(told.due)
  const isWithdrawn = about === 'withdrawn'
  const lines = (words: Words) => [
    `${words.subject}: ${told.siteName}`,
    told.text,
    `${words.due}: ${words.day}`,
    ...(told.basis === null ? [] : [`${words.basis}: ${told.basis}`]),
    `${words.of}: ${told.briefingTitle}`,
    ...(isWithdrawn && reason !== null ? [`${words.reason}: ${reason}`] : []),
    ...(isWithdrawn ? [] : [words.do]),
  ]
  const text = [
    lines({ ...WORDS.vi, subject: vi, day: day.vi, do: DO.vi }).join('\n'),
    lines({ ...WORDS.en, subject: en, day: day.en, do: DO.en }).join('\n'),
    `SHA-256 ${sha256}\n`,
  ].join('\n\n')
  return { subject: `${vi}: ${told.siteName}, ${day.vi}`, text, isUrgent: about === 'overdue' }
}

const WORDS = {
  vi: { due: 'Thời hạn', basis: 'Căn cứ', of: 'Buổi giao ban', reason: 'Lý do' },
  en: { due: 'Due', basis: 'Basis', of: 'Briefing', reason: 'Reason' },
} as const
type Words = Readonly<Record<'subject' | 'day' | 'do', string>> & Readonly<Record<keyof (typeof WORDS)['vi'], string>>
