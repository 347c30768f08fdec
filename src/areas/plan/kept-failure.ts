/** A failure as it is kept beside what it kept from being done: in both languages, whoever reads it later. */
import { Failure } from '../../base/failure.ts'
import { planAreaFailure } from './failures.ts'
import type { KeptFailure } from './store.ts'

/** What is no failure is a bug: that it was one is all that people are told. */
export function keptFailure(error: unknown): KeptFailure {
  const failure = error instanceof Failure ? error : planAreaFailure('deedUnexpected')
  return { code: failure.code, vi: failure.sentence('vi'), en: failure.sentence('en') }
}
