/** An instant, as the reader's clock shows it; the whole of it in its title. Null: there was none, which `never` says. */
import { useLanguage } from '../i18n.ts'
import { useNow } from '../stream.ts'
import { ago, type Shown, shownTime } from '../times.ts'

interface Props {
  readonly at: string | null
  readonly never?: string
}

export function Time({ at, never, shown = 'minute' }: Props & { shown?: Shown }) {
  const spoken = useLanguage()
  if (at === null) return <Never word={never} />
  return (
    <time dateTime={at} title={shownTime(at, 'full', spoken)} className="loa-figure">
      {shownTime(at, shown, spoken)}
    </time>
  )
}

/** `3 phút trước`, kept true while it is looked at. */
export function Age({ at, never }: Props) {
  const now = useNow(1_000)
  const spoken = useLanguage()
  if (at === null) return <Never word={never} />
  return (
    <time dateTime={at} title={shownTime(at, 'full', spoken)} className="loa-figure">
      {ago(at, now, spoken)}
    </time>
  )
}

/** When something was last changed, and by whom. */
export function TimeBy({ at, by, shown }: { at: string; by: string; shown?: Shown }) {
  return (
    <div>
      <Time at={at} shown={shown ?? 'minute'} />
      <div className="loa-quiet">{by}</div>
    </div>
  )
}

function Never({ word }: { word: string | undefined }) {
  return word === undefined ? '–' : <span className="loa-quiet">{word}</span>
}
