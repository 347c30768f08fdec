/** What differs between two lists in words: service by service, field by field, what was taken out and put in. */
import { Stack, Table } from '@mantine/core'
import { Panel } from '../../../web/parts/page.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { type Comparable, changesBetween, type FieldChange, type ServiceChange } from '../../../zerorating/changes.ts'
import { changeLines } from './change-lines.ts'
import classes from './changes-list.module.css'
import type { Described } from './describe.ts'
import { useWords } from './words.ts'

export const CHANGE_LOOKS: Readonly<Record<ServiceChange['is'], Look>> = {
  added: 'good',
  changed: 'busy',
  removed: 'off',
}

interface Props {
  readonly before: (Comparable & { readonly version: number }) | null
  readonly after: Comparable
  readonly described: Described
}

/** Against the version before it; of the first one everything. */
export function ChangesPanel(props: Props) {
  const { t } = useWords()
  const { before } = props
  return (
    <Panel title={before === null ? t('one.first') : t('one.changes', { version: before.version })}>
      <Changes {...props} />
    </Panel>
  )
}

function Changes(props: Props) {
  const { t } = useWords()
  const { fields, services } = changesBetween(props.before, props.after)
  if (fields.length + services.length === 0) return <p>{t('changes.none')}</p>
  return (
    <Stack gap="md">
      <p className="loa-quiet">{t('changes.reading')}</p>
      {fields.length > 0 && (
        <div>
          <h3 className={classes.name}>{t('changes.list')}</h3>
          <Fields fields={fields} described={props.described} />
        </div>
      )}
      <ol className={classes.services}>
        {services.map(({ is, service, title, fields: own }) => (
          <li key={service}>
            <h3 className={classes.name}>
              <StateBadge look={CHANGE_LOOKS[is]}>{t(`changes.${is}`)}</StateBadge> {title}
            </h3>
            <Fields fields={own} described={props.described} />
          </li>
        ))}
      </ol>
    </Stack>
  )
}

/** When it is free, and from where a page is served. */
const NEEDED = new Set(['free', 'prefixes'])

export function Fields({
  fields,
  described,
}: {
  readonly fields: readonly FieldChange[]
  readonly described: Described
}) {
  const { t } = useWords()
  const rows = fields.map(change => ({
    field: change.field,
    // Of some fields it matters that there is nothing.
    isNone: NEEDED.has(change.field) && Array.isArray(change.after) && change.after.length === 0,
    ...changeLines(change),
  }))
  return (
    <Table className={`loa-pairs ${classes.table}`}>
      <Table.Tbody>
        {rows
          // A field that is empty on both sides says nothing.
          .filter(({ removed, added, isNone }) => isNone || removed.length + added.length > 0)
          .map(({ field, removed, added, isNone }) => (
            <Table.Tr key={field}>
              <Table.Th scope="row" className={classes.field}>
                {described.field(field)}
              </Table.Th>
              <Table.Td className={classes.value}>
                {removed.map(value => (
                  <div key={JSON.stringify(value)}>
                    <del className="loa-removed">
                      <span className="loa-heard">{t('changes.wasRemoved')} </span>
                      {described.value(field, value)}
                    </del>
                  </div>
                ))}
                {added.map(value => (
                  <div key={JSON.stringify(value)}>
                    <ins className="loa-added">
                      <span className="loa-heard">{t('changes.wasAdded')} </span>
                      {described.value(field, value)}
                    </ins>
                  </div>
                ))}
                {isNone && t('value.none')}
              </Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  )
}
