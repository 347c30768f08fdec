/** Why something was not released when it was to be, as people read it in both languages. Pure. */
import type { Failure } from '../../base/failure.ts'
import type { Held } from './store.ts'

export function heldBy(failure: Failure): Held {
  return { code: failure.code, vi: failure.sentence('vi'), en: failure.sentence('en') }
}
