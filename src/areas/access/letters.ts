/**
 * Tells people by mail of a change of what they sign in with, so that who did not make it hears of it; and approvers, auditors
 * and administrators of whoever is let in, by whom and as what. Nothing waits for a letter, and none is sent again: all of it
 * stands in the trail too.
 */

import type { Actor, Role } from '../../authority/actor.ts'
import type { Letter, Mailer } from '../../authority/mailer.ts'
import type { Store } from '../../authority/store.ts'

import type { Person } from './model.ts'
import { everybody, personRows } from './store.ts'
import { roleWords } from './words-roles.ts'

/** By the action in the trail. */
const CHANGES = {
  'person.password': { vi: 'Mật khẩu của anh/chị vừa được đổi', en: 'Your password was changed' },
  'person.link': {
    vi: 'Một quản trị viên vừa tạo liên kết mới cho anh/chị; mật khẩu và khóa truy cập cũ đã bị xóa',
    en: 'An administrator created a new link for you; your old password and passkeys were removed',
  },
  'person.passkey-on': {
    vi: 'Một khóa truy cập vừa được thêm vào tài khoản của anh/chị',
    en: 'A passkey was added to your account',
  },
  'person.passkey-off': {
    vi: 'Một khóa truy cập vừa được gỡ khỏi tài khoản của anh/chị',
    en: 'A passkey was removed from your account',
  },
  'person.totp-on': {
    vi: 'Xác thực hai bước vừa được bật cho tài khoản của anh/chị',
    en: 'Two-step sign-in was turned on for your account',
  },
  'person.totp-off': {
    vi: 'Xác thực hai bước vừa được tắt cho tài khoản của anh/chị',
    en: 'Two-step sign-in was turned off for your account',
  },
  'person.backup-codes': {
    vi: 'Mã dự phòng mới vừa được tạo cho tài khoản của anh/chị',
    en: 'New backup codes were created for your account',
  },
  'notices.address-on': {
    vi: 'Thông báo công việc của anh/chị từ nay đến một địa chỉ thư khác',
    en: 'Notices about your work go to another mail address from now on',
  },
} as const

const NOT_YOU = {
  vi: 'Nếu không phải anh/chị thực hiện: hãy đăng nhập, gỡ khóa truy cập lạ, đổi mật khẩu ở trang Tài khoản và báo ngay cho quản trị viên.',
  en: 'If this was not you: sign in, remove unknown passkeys and change your password on the page Account. Then tell an administrator at once.',
}

/** Who is told of what one administrator alone can do. */
const WATCHFUL: readonly Role[] = ['approver', 'auditor', 'administrator']

/** To each a letter of their own: nobody's address is told to others. */
export async function tellWatchful(
  mailer: Mailer,
  people: readonly Person[],
  letter: Omit<Letter, 'to'>,
): Promise<void> {
  const told = people.filter(({ role, isDisabled }) => !isDisabled && WATCHFUL.includes(role))
  for (const { email } of told) await mailer.send({ ...letter, to: [email] })
}

const LET_IN = {
  'person.invite': { vi: 'đã mời', en: 'has invited' },
  'person.role': { vi: 'đã đổi vai trò của', en: 'has changed the role of' },
  'person.link': { vi: 'đã tạo liên kết mới cho', en: 'has created a new link for' },
} as const

/** By the action in the trail. */
export type LettingIn = keyof typeof LET_IN

export class Letters {
  readonly #mailer: Mailer | null
  readonly #origin: string
  readonly #store: Store

  constructor(needs: { mailer: Mailer | null; origin: string; store: Store }) {
    this.#mailer = needs.mailer
    this.#origin = needs.origin
    this.#store = needs.store
  }

  /** `action`: as it stands in the trail; of those that are no such change nobody is told. */
  changed(id: string, action: string): void {
    if (this.#mailer === null || !isChange(action)) return
    // A letter that cannot be written is one that was not sent.
    this.#write(this.#mailer, id, action).catch(() => undefined)
  }

  /** By this administrator; `person` as they are now. */
  letIn(actor: Actor, action: LettingIn, person: Person): void {
    if (this.#mailer === null) return
    this.#writeOf(this.#mailer, actor, action, person).catch(() => undefined)
  }

  async #writeOf(mailer: Mailer, actor: Actor, action: LettingIn, { id, name, email, role }: Person): Promise<void> {
    const { vi, en } = LET_IN[action]
    const as = roleWords(role)
    const letter = {
      subject: `${actor.name} ${vi} ${name}`,
      text: [
        `${actor.name} ${vi} ${name} (${email}), vai trò: ${as.vi}. Nếu chưa rõ lý do, hãy hỏi một quản trị viên khác.`,
        `${actor.name} ${en} ${name} (${email}), role: ${as.en}. If you do not know why, ask another administrator.`,
        `${this.#origin}/people\n`,
      ].join('\n\n'),
    }
    const people = await everybody(personRows(this.#store))
    await tellWatchful(
      mailer,
      people.filter(other => other.id !== id),
      letter,
    )
  }

  async #write(mailer: Mailer, id: string, action: keyof typeof CHANGES): Promise<void> {
    const person = await personRows(this.#store).find(id)
    if (person === null) return
    const { vi, en } = CHANGES[action]
    await mailer.send({
      to: [person.email],
      subject: vi,
      text: `${vi}. ${NOT_YOU.vi}\n\n${en}. ${NOT_YOU.en}\n\n${this.#origin}/account\n`,
    })
  }
}

function isChange(action: string): action is keyof typeof CHANGES {
  return Object.hasOwn(CHANGES, action)
}
