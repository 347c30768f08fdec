/** Two people changed one work item: where the two differ, side by side, and the reader chooses. Takes the focus. */
import { Button, Group, Stack } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { dateName } from '../../../report/months.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { Records } from '../../../web/parts/records.tsx'
import type { MonthItem } from '../model.ts'
import classes from './item-conflict.module.css'
import { differing, type ItemField, type ItemForm, itemFormOf } from './item-form.ts'
import { useWords } from './words.ts'

export function ItemConflict(props: {
  mine: ItemForm
  theirs: MonthItem
  onKeepMine: () => void
  onTakeTheirs: () => void
}) {
  const t = useWords()
  const spoken = useLanguage()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const { mine, theirs } = props
  const saved = itemFormOf(theirs.content)
  const fields = differing(mine, saved)
  const said = (form: ItemForm, field: ItemField) => {
    const value = field.endsWith('En') && !form.hasEnglish ? '' : form[field]
    if (value === '')
      return (
        <span className="loa-quiet">{t(field === 'date' ? 'items.noDate' : 'items.nothing')}</span>
      )
    if (field === 'section') return t(`section.${value as Exclude<ItemForm['section'], ''>}`)
    if (field === 'date') return dateName(value)[spoken]
    return <span className={classes.text}>{value}</span>
  }
  return (
    <section
      ref={box}
      tabIndex={-1}
      role="alert"
      className={classes.box}
      aria-labelledby="conflict-title"
    >
      <Stack gap="sm">
        <h2 id="conflict-title" className={classes.title}>
          {t('conflict.title', { by: theirs.updatedBy })}
        </h2>
        <p>{t(fields.length === 0 ? 'conflict.same' : 'conflict.why')}</p>
        {fields.length > 0 && (
          <Records
            caption={t('conflict.field')}
            rows={fields}
            rowKey={field => field}
            columns={[
              {
                key: 'field',
                heading: t('conflict.field'),
                kind: 'title',
                cell: field => t(`item.${field}`),
              },
              { key: 'mine', heading: t('conflict.mine'), cell: field => said(mine, field) },
              { key: 'theirs', heading: t('conflict.theirs'), cell: field => said(saved, field) },
            ]}
          />
        )}
        <Group gap="sm">
          <Button onClick={props.onKeepMine}>{t('conflict.keepMine')}</Button>
          <Button variant="default" onClick={props.onTakeTheirs}>
            {t('conflict.takeTheirs')}
          </Button>
        </Group>
      </Stack>
    </section>
  )
}
