/** What a round takes with and without accents, side by side: ordinary SMS, saving, time at each operator. */
import { Button, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { grouped, percent } from '../../../web/numbers.ts'
import type { OperatorFacts } from '../estimate.ts'
import { estimateOf } from '../estimate.ts'
import type { RoundContent } from '../model.ts'
import classes from './alternatives.module.css'
import { type Alternative, alternativesOf } from './comparison.ts'
import { descriptionsOf } from './descriptions.ts'
import { useWords } from './message-words.ts'
import { previewOf } from './preview.ts'

export function Alternatives(props: {
  readonly content: RoundContent
  readonly operators: readonly OperatorFacts[]
  /** Takes over the texts without accents. */
  readonly onTake: ((content: RoundContent) => void) | null
}) {
  const words = useWords()
  const { t, terms, spoken } = words
  const alternatives = alternativesOf(props.content, content => estimateOf(content, props.operators))
  const [written, plain] = alternatives
  const say = descriptionsOf(words, props.operators)
  const kept = plain === undefined ? [] : keptLetters(props.content)
  const figure = (count: number, unit: string) => `${grouped(count, spoken)} ${unit}`
  const segments = (count: number) => figure(count, t('split.segmentsUnit'))
  const saving = (one: Alternative) =>
    one.saving <= 0 ? (
      t('alternatives.nothing')
    ) : (
      <>
        {segments(one.saving)}
        <br />
        {percent(one.saving, written.estimate.segments, spoken)}
      </>
    )
  const rows: readonly (readonly [label: string, show: (one: Alternative) => ReactNode])[] = [
    [t('alternatives.each'), one => segments(one.segmentsEach)],
    [t('alternatives.total'), one => segments(one.estimate.segments)],
    [t('alternatives.saving'), one => (one.is === 'written' ? '–' : saving(one))],
    ...written.estimate.operators.map(
      ({ name }, at) =>
        [
          t('alternatives.timeAt', { name }),
          ({ estimate }: Alternative) => {
            const { subscribers, seconds } = estimate.operators[at]
            return subscribers === null ? t('alternatives.neverTold') : say.time(seconds, props.content.window.daily)
          },
        ] as const,
    ),
  ]
  return (
    <section aria-labelledby="alternatives-title">
      <h2 id="alternatives-title" className={classes.title}>
        {t('alternatives.title')}
      </h2>
      <Table aria-labelledby="alternatives-title" withTableBorder horizontalSpacing="xs" bg="var(--mantine-color-body)">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <span className="loa-heard">{t('alternatives.what')}</span>
            </Table.Th>
            {alternatives.map(({ is }) => (
              <Table.Th key={is} scope="col" ta="right">
                {t(`alternatives.${is}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([label, show]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              {alternatives.map(one => (
                <Table.Td key={one.is} ta="right" className={classes.value}>
                  {show(one)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className={`loa-quiet ${classes.note}`}>
        {t('alternatives.note', { subscribers: figure(written.estimate.subscribers, terms('unit.subscribers')) })}
      </p>
      {kept.length > 0 && <p>{t('alternatives.kept', { letters: kept.join(', ') })}</p>}
      {plain !== undefined && plain.saving > 0 && props.onTake !== null && (
        <Button variant="default" onClick={() => props.onTake?.(plain.content)}>
          {t('alternatives.take')}
        </Button>
      )}
    </section>
  )
}

/** Letters that keep a message in UCS-2 even without accents. */
function keptLetters(content: RoundContent): readonly string[] {
  const letters = content.messages.flatMap(({ variants }) =>
    variants.flatMap(({ text }) => {
      const preview = previewOf(text)
      return preview.is === 'split' ? preview.kept : []
    }),
  )
  return [...new Set(letters)]
}
