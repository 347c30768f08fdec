/** What a round takes with and without accents, side by side: ordinary SMS, saving, time at each operator. */
import { Button, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { duration, grouped, percent } from '../../../web/numbers.ts'
import type { OperatorFacts } from '../estimate.ts'
import { estimateOf } from '../estimate.ts'
import type { RoundContent } from '../model.ts'
import classes from './alternatives.module.css'
import { type Alternative, alternativesOf, daysOfSending } from './comparison.ts'
import { previewOf } from './preview.ts'

export function Alternatives(props: {
  readonly content: RoundContent
  readonly operators: readonly OperatorFacts[]
  /** Takes over the texts without accents. */
  readonly onTake: ((content: RoundContent) => void) | null
}) {
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const alternatives = alternativesOf(props.content, content =>
    estimateOf(content, props.operators),
  )
  const [written, plain] = alternatives
  const kept = plain === undefined ? [] : keptLetters(props.content)
  const figure = (count: number, unit: string) => `${grouped(count, spoken)} ${unit}`
  return (
    <section aria-labelledby="alternatives-title">
      <h2 id="alternatives-title" className={classes.title}>
        {t('alternatives.title')}
      </h2>
      <Table withTableBorder horizontalSpacing="xs" bg="var(--mantine-color-body)">
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
          <Row
            label={t('alternatives.each')}
            of={alternatives}
            show={one => figure(one.segmentsEach, t('split.segmentsUnit'))}
          />
          <Row
            label={t('alternatives.total')}
            of={alternatives}
            show={one => figure(one.estimate.segments, t('split.segmentsUnit'))}
          />
          <Row
            label={t('alternatives.saving')}
            of={alternatives}
            show={one =>
              one.is === 'written' ? (
                '–'
              ) : one.saving <= 0 ? (
                t('alternatives.nothing')
              ) : (
                <>
                  {figure(one.saving, t('split.segmentsUnit'))}
                  <br />
                  {percent(one.saving, written.estimate.segments, spoken)}
                </>
              )
            }
          />
          {written.estimate.operators.map(({ operator, name }, i) => (
            <Row
              key={operator}
              label={t('alternatives.timeAt', { name })}
              of={alternatives}
              show={one => timeOf(one, i, props.content.window.daily)}
            />
          ))}
        </Table.Tbody>
      </Table>
      <p className={`loa-quiet ${classes.note}`}>
        {t('alternatives.note', {
          subscribers: figure(written.estimate.subscribers, terms.t('unit.subscribers')),
        })}
      </p>
      {kept.length > 0 && <p>{t('alternatives.kept', { letters: kept.join(', ') })}</p>}
      {plain !== undefined && plain.saving > 0 && props.onTake !== null && (
        <Button variant="default" onClick={() => props.onTake?.(plain.content)}>
          {t('alternatives.take')}
        </Button>
      )}
    </section>
  )

  function timeOf(one: Alternative, at: number, daily: RoundContent['window']['daily']): string {
    const part = one.estimate.operators[at]
    if (part.subscribers === null) return t('alternatives.neverTold')
    if (part.seconds === null) return t('alternatives.noLimit')
    const days = daysOfSending(part.seconds, daily)
    const time = duration(part.seconds, spoken)
    return days === null || days <= 1
      ? time
      : `${time} (${t('alternatives.days', { amount: days })})`
  }
}

function Row(props: {
  readonly label: string
  readonly of: readonly Alternative[]
  readonly show: (one: Alternative) => ReactNode
}) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {props.label}
      </Table.Th>
      {props.of.map(one => (
        <Table.Td key={one.is} ta="right" className={classes.value}>
          {props.show(one)}
        </Table.Td>
      ))}
    </Table.Tr>
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
