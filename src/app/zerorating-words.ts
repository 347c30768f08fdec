/** What several commands of `loa zerorating` print: faults in rows. */
import type { Language } from '../base/failure.ts'
import { faultSentence } from '../zerorating/fault-words.ts'
import type { ListFault } from '../zerorating/faults.ts'
import { wrapped } from './columns.ts'

const WIDTH = 100

const SEVERITIES = { vi: { fault: 'LỖI', doubt: 'CẦN XEM LẠI' }, en: { fault: 'ERROR', doubt: 'WARNING' } } as const

/** Indented rows with their line ends, faults before doubts; each with its code, by which a doubt is accepted. */
export function faultLines(faults: readonly ListFault[], language: Language): string[] {
  return faults
    .toSorted((a, b) => Number(a.severity === 'doubt') - Number(b.severity === 'doubt'))
    .flatMap(fault =>
      wrapped(`${SEVERITIES[language][fault.severity]} ${fault.code}: ${faultSentence(fault, language)}`, WIDTH),
    )
    .map(row => `  ${row}\n`)
}
