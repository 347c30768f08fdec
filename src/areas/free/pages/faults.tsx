/** What is wrong with a draft, each with its sentence: faults, which keep it from being submitted, and doubts. */
import { useLanguage } from '../../../web/i18n.ts'
import { faultsOf } from '../../../web/parts/error-summary.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import type { Problem } from '../../../web/problem.ts'
import { FAULT_WORDS } from '../../../zerorating/fault-words.ts'
import type { FreeDraft } from '../model.ts'
import { useDescribed } from './describe.ts'
import classes from './faults.module.css'

export type FreeFault = FreeDraft['faults'][number]

/** Services by their titles and instants as clocks show them: ids and ISO 8601 are for machines. */
export function useFaultSentence({ content }: FreeDraft): (fault: FreeFault) => string {
  const spoken = useLanguage()
  const { instant } = useDescribed(content)
  const titles = new Map(content.services.map(({ id, title }) => [id, `“${title}”`]))
  const shown = (value: string) => (/^\d{4}-\d{2}-\d{2}T/.test(value) ? instant(value) : (titles.get(value) ?? value))
  return fault =>
    FAULT_WORDS[fault.code][spoken].replace(/\{(service|value|other)\}/g, (_, name: string) =>
      shown(fault[name as 'service' | 'value' | 'other']),
    )
}

/** Each leads to its service where the reader may change it. */
export function FaultList(props: {
  readonly draft: FreeDraft
  readonly faults: readonly FreeFault[]
  readonly isLinked: boolean
}) {
  const sentence = useFaultSentence(props.draft)
  return (
    <ul className={classes.list}>
      {props.faults.map(fault => (
        <li key={keyOf(fault)}>
          {props.isLinked && fault.service !== '' ? (
            <TextLink to={`/zero-rating/draft/${fault.service}`}>{sentence(fault)}</TextLink>
          ) : (
            sentence(fault)
          )}
        </li>
      ))}
    </ul>
  )
}

export function keyOf({ code, service, value, other }: FreeFault): string {
  return [code, service, value, other].join(' ')
}

/** Of a draft that the server does not take: all that it says is wrong. */
export function sentencesOf(problem: Problem): string {
  return faultsOf(problem, () => null)
    .map(({ sentence }) => sentence)
    .join(' ')
}
