/** From when a version is in force, and what is free by it from when: one sentence after the other. */
import type { FreeContent } from '../model.ts'
import type { Described } from './describe.ts'
import { startsOf } from './free-starts.ts'
import { useWords } from './words.ts'

export function InForceSaid(props: {
  /** `inForceFrom` null: from the moment it is signed. */
  readonly list: Pick<FreeContent, 'inForceFrom' | 'services'>
  readonly described: Described
}) {
  const { t, spoken } = useWords()
  const { list, described } = props
  const { inForceFrom, services } = list
  const starts = startsOf(services, inForceFrom === null ? Date.now() : Date.parse(inForceFrom))
  const said = starts.map(({ is, from, services: own }) =>
    t(`starts.${is}`, {
      services: new Intl.ListFormat(spoken).format(own.map(({ title }) => title)),
      time: from === null ? '' : described.instant(new Date(from).toISOString()),
    }),
  )
  const from =
    inForceFrom === null ? t('force.sentenceNow') : t('force.sentenceAt', { time: described.instant(inForceFrom) })
  return <span>{[from, ...said].join(' ')}</span>
}
