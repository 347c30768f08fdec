/** Two people changed one work item: where the two differ, side by side, and the reader chooses. Takes the focus. */
import { Button, Group, Stack } from '@mantine/core'
import { dateName } from '../../../report/months.ts'
import { ConflictFrame } from '../../../web/approval/conflict.tsx'
import { Records } from '../../../web/parts/records.tsx'
import type { MonthItem } from '../model.ts'
import { differing, type ItemField, type ItemForm, itemFormOf } from './item-form.ts'
import { useWords } from './words.ts'

export function ItemConflict(props: {
  mine: ItemForm
  theirs: MonthItem
  onKeepMine: () => void
  onTakeTheirs: () => void
}) {
  const { t, spoken } = useWords()
  const { mine, theirs } = props
  const saved = itemFormOf(theirs.content)
  const fields = differing(mine, saved)
  const said = (form: ItemForm, field: ItemField) => {
    const value = field.endsWith('En') && !form.hasEnglish ? '' : form[field]
    if (value === '') return <span className="loa-quiet">{t(field === 'date' ? 'items.noDate' : 'items.nothing')}</span>
    if (field === 'section') return t(`section.${value as Exclude<ItemForm['section'], ''>}`)
    if (field === 'date') return dateName(value)[spoken]
    return <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</span>
  }
  return (
    <ConflictFrame title={t('conflict.title', { by: theirs.updatedBy })}>
      <Stack gap="sm">
        <p>{t(fields.length === 0 ? 'conflict.same' : 'conflict.why')}</p>
        {fields.length > 0 && (
          <Records
            caption={t('conflict.field')}
            rows={fields}
            rowKey={field => field}
            columns={[
              [t('conflict.field'), field => t(`item.${field}`), 'title'],
              [t('conflict.mine'), field => said(mine, field)],
              [t('conflict.theirs'), field => said(saved, field)],
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
    </ConflictFrame>
  )
}
