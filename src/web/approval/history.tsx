/** Who did what with an item, when and why, newest first. A deed without a word in the area's words shows its name. */
import { type ReactNode, useState } from 'react'
import { grouped } from '../numbers.ts'
import { Records } from '../parts/records.tsx'
import { Time } from '../parts/time.tsx'
import { WithRest } from '../parts/with-rest.tsx'
import { useWords as usePartWords } from '../parts/words.ts'
import { useWords } from '../use-words.ts'

interface Entry {
  readonly at: string
  readonly by: string
  /** `round.approve`. */
  readonly action: string
  readonly reason: string | null
  readonly signedWith?: 'passkey' | 'key' | undefined
}

export function History<Of extends Entry>(props: {
  readonly entries: readonly Of[]
  /** Whose words say `history.approve`. */
  readonly area: 'rounds' | 'free' | 'months' | 'plan'
  /** Beside the deed's words. */
  readonly beside?: (entry: Of) => ReactNode
  /** At once; what came before is one press away. Without it all of them. */
  readonly shown?: number
}) {
  const { t, spoken } = usePartWords()
  const words = useWords(props.area)
  const [isWhole, setWhole] = useState(props.shown === undefined)
  const deed = (action: string) => words.known(`history.${action.replace(/^[\w-]+\./, '')}`) ?? action
  const entries = props.entries.toReversed()
  const more = isWhole ? 0 : Math.max(0, entries.length - (props.shown ?? 0))
  return (
    <WithRest
      shown={entries.length - more}
      hidden={more}
      label={t('history.more', { count: grouped(more, spoken) })}
      onShow={() => setWhole(true)}
    >
      <Records
        caption={words.t('history.title')}
        rows={entries.slice(0, entries.length - more)}
        columns={[
          [t('history.at'), ({ at }) => <Time at={at} />],
          [t('history.by'), ({ by }) => by],
          [
            t('history.what'),
            entry => (
              <span>
                {deed(entry.action)}
                {props.beside?.(entry)}
                {entry.signedWith !== undefined && `, ${t(`history.signed.${entry.signedWith}`)}`}
              </span>
            ),
          ],
          [t('history.why'), ({ reason }) => reason ?? '–'],
        ]}
      />
    </WithRest>
  )
}
