/** The people of the demo: roles, no persons. Their addresses end in `.example`, which is nobody's (RFC 2606). */
import { randomBytes } from 'node:crypto'
import type { Role } from '../../authority/actor.ts'
import type { DemoOperator } from './operators.ts'

export interface DemoAccount {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly role: Role
  readonly operator: string | null
}

/** The administrator first; one engineer for the first operator. The passwords are made anew for each demo. */
export function demoAccounts(operators: readonly DemoOperator[]): readonly DemoAccount[] {
  const account = (role: Role, name: string, local: string, operator: string | null = null) => ({
    name,
    email: `${local}@loa.example`,
    password: randomBytes(9).toString('base64url'),
    role,
    operator,
  })
  return [
    account('administrator', 'Quản trị viên', 'quantri'),
    account('editor', 'Người soạn', 'soan'),
    account('approver', 'Người duyệt', 'duyet'),
    account('auditor', 'Kiểm toán viên', 'kiemtoan'),
    ...operators
      .slice(0, 1)
      .map(({ id, name }) => account('engineer', `Kỹ sư ${name}`, `kythuat-${id}`, id)),
  ]
}
