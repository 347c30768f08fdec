/** What roles are called outside pages, as in letters. */
import type { Role } from '../../authority/actor.ts'
import type { Both } from '../../web/words/both.ts'
import { terms } from '../../web/words/terms.ts'

export function roleWords(role: Role): Both {
  return terms[`role.${role}`]
}
