/** A list of which the first few are shown, the others when they are asked for; how many more there are that are not named. */
import { type ReactNode, useState } from 'react'
import { Later } from '../../../web/parts/later.tsx'
import { WithRest } from '../../../web/parts/with-rest.tsx'
import classes from './overview.module.css'
import { useWords } from './words.ts'

export function Bounded<Item>(props: {
  readonly of: { readonly items: readonly Item[]; readonly total: number }
  /** At first. */
  readonly shown: number
  /** Of these, before what is below the first screen. */
  readonly drawn?: number
  /** Of the list, where its heading is not above it. */
  readonly children: (item: Item) => ReactNode
}) {
  const { t } = useWords()
  const { items, total } = props.of
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? items : items.slice(0, props.shown)
  const drawn = isWhole ? shown.length : (props.drawn ?? shown.length)
  const hidden = items.length - shown.length
  const rest = total - items.length
  const listed = (item: Item, at: number) => (
    <li key={at} className={classes.item}>
      {props.children(item)}
    </li>
  )
  return (
    <>
      <WithRest
        shown={shown.length}
        hidden={hidden}
        label={t('more.show', { count: hidden })}
        onShow={() => setWhole(true)}
      >
        <ul className={classes.list}>
          {shown.slice(0, drawn).map(listed)}
          {shown.length > drawn && (
            <Later>{() => shown.slice(drawn).map((item, at) => listed(item, drawn + at))}</Later>
          )}
        </ul>
      </WithRest>
      {rest > 0 && <p className="loa-quiet">{t('more.rest', { count: rest })}</p>}
    </>
  )
}
