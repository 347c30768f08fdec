/** The people of the demo: roles, under names that are made up, which the demo says of them. Their addresses end in `.example`, which is nobody's (RFC 2606). */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Role } from '../src/authority/actor.ts'
import { type P256PrivateJwk, p256PrivateJwk, signerRole } from '../src/directive/roster.ts'
import type { DemoOperator } from './operators.ts'

export interface DemoAccount {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly role: Role
  readonly operator: string | null
  /** With which they sign; undefined: they sign nothing. */
  readonly signingKey?: P256PrivateJwk
}

/** The administrator first; one engineer for the first operator. The passwords are made anew for each demo. */
export function demoAccounts(operators: readonly DemoOperator[]): readonly DemoAccount[] {
  const account = (role: Role, name: string, local: string, operator: string | null = null) => ({
    name,
    email: `${local}@loa.example`,
    password: randomBytes(9).toString('base64url'),
    role,
    operator,
    ...(signerRole.safeParse(role).success && { signingKey: madeKey() }),
  })
  return [
    account('administrator', 'Quản trị viên', 'quantri'),
    account('editor', 'Người soạn', 'soan'),
    account('approver', 'Người duyệt', 'duyet'),
    account('auditor', 'Kiểm toán viên', 'kiemtoan'),
    account('duty', 'Cán bộ trực y tế', 'truc'),
    ...operators.slice(0, 1).map(({ id, name }) => account('engineer', `Kỹ sư ${name}`, `kythuat-${id}`, id)),
  ]
}

/** Names that people might have, so that pages look as they will; nobody is meant. */
const NAMES: Readonly<Partial<Record<Role, string>>> = {
  administrator: 'Phạm Thu Hà',
  editor: 'Nguyễn Minh An',
  approver: 'Trần Quốc Bình',
  auditor: 'Lê Thị Cúc',
  duty: 'Vũ Hải Đăng',
  engineer: 'Hoàng Gia Khánh',
}

/** The same accounts, of people with names instead of roles. */
export function withNames(accounts: readonly DemoAccount[]): readonly DemoAccount[] {
  return accounts.map(account => ({ ...account, name: NAMES[account.role] ?? account.name }))
}

function madeKey(): P256PrivateJwk {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' })
  return p256PrivateJwk.parse({ kty, crv, x, y, d })
}
