/** The first steps of each role: where each is done. Data alone; the words are in words.ts, by role and number. */
import type { Role } from '../../authority/actor.ts'

/** By role, in their order: the address of the page. */
export const STEPS: Readonly<Record<Role, readonly string[]>> = {
  editor: ['/campaigns', '/rounds', '/rounds', '/desk', '/reports'],
  approver: ['/account', '/rounds', '/rounds', '/rounds'],
  engineer: ['/operators', '/operators', '/rounds'],
  auditor: ['/trail', '/rounds', '/reports'],
  administrator: ['/people', '/account', '/signers', '/operators', '/screening'],
  duty: ['/screening', '/screening', '/screening'],
}
