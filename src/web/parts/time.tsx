/** An instant, as the reader's clock shows it; the whole of it in its title. */
import { useLanguage } from '../i18n.ts'
import { useNow } from '../stream.ts'
import { ago, type Shown, shownTime } from '../times.ts'

export function Time({ at, shown = 'minute' }: { at: string; shown?: Shown }) {
  const spoken = useLanguage()
  return (
    <time dateTime={at} title={shownTime(at, 'full', spoken)} className="loa-figure">
      {shownTime(at, shown, spoken)}
    </time>
  )
}

/** `3 phút trước`, kept true while it is looked at. */
export function Age({ at }: { at: string }) {
  const now = useNow(1_000)
  const spoken = useLanguage()
  return (
    <time dateTime={at} title={shownTime(at, 'full', spoken)} className="loa-figure">
      {ago(at, now, spoken)}
    </time>
  )
}
