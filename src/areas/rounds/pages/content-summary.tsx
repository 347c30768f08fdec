/** A round's content to be read, not changed: a row for each answer, with a link to where it can be changed. */
import { Anchor, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { grouped } from '../../../web/numbers.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { Estimate, RoundContent } from '../model.ts'
import classes from './content-summary.module.css'
import { useDescriptions } from './descriptions.ts'
import { fieldOf } from './fault-fields.ts'
import { languageName } from './languages.ts'
import { useWords } from './message-words.ts'
import { previewOf } from './preview.ts'

type Row = readonly [path: string, name: string, value: ReactNode]

export function ContentSummary(props: {
  readonly content: RoundContent
  readonly estimate: Estimate
  readonly operators: readonly OperatorFacts[]
  /** Gives the id of the field that changes an answer; null: nothing can be changed here. */
  readonly onChange: ((field: string) => void) | null
}) {
  const { t, terms, spoken } = useWords()
  const say = useDescriptions(props.operators)
  const { content, estimate } = props
  const { audience, sending } = content
  const exercise = t(content.exerciseFirst ? 'describe.yes' : 'describe.no')
  const rows: readonly Row[] = [
    ['title', t('field.title'), content.title],
    ['source', t('field.source'), content.source],
    ...content.messages.flatMap(({ variants }, m) =>
      variants.map(({ language, text }, v): Row => {
        const isOnly = content.messages.length === 1 && variants.length === 1
        const inIt = variants.length > 1 ? ` (${languageName(language, spoken)})` : ''
        return [
          `messages.${m}.variants.${v}.text`,
          isOnly ? t('message.text') : `${t('field.message', { n: m + 1 })}${inIt}`,
          <Text key="text" language={language} text={text} />,
        ]
      }),
    ),
    ['operators', t('field.operators'), say.operators(content.operators)],
    ['audience.provinces', t('field.audience.provinces'), say.provinces(audience.provinces)],
    ['audience.excludes', t('field.audience.excludes'), say.excludes(audience.excludes)],
    ['window.notBefore', t('window.title'), say.window(content.window)],
    ['window.daily', t('window.daily'), say.daily(content.window.daily)],
    ['exerciseFirst', t('field.exerciseFirst'), exercise],
    ['sending.canary', t('field.sending.canary'), say.canary(sending.canary)],
    ['sending.receipts', t('field.sending.receipts'), t(`sending.receipts.${sending.receipts}`)],
  ]
  return (
    <Table className={`loa-pairs ${classes.table}`}>
      <Table.Tbody>
        {rows.map(([path, name, value]) => (
          <Table.Tr key={path}>
            <Table.Th scope="row" className={classes.name}>
              {name}
            </Table.Th>
            <Table.Td className={classes.value}>{value}</Table.Td>
            {props.onChange !== null && (
              <Table.Td className={classes.change}>
                <Anchor
                  component="button"
                  type="button"
                  underline="always"
                  onClick={() => props.onChange?.(fieldOf(path))}
                >
                  {t('summary.change')}
                  <span className="loa-heard"> {name}</span>
                </Anchor>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th scope="row" className={classes.name}>
            {t('summary.total')}
          </Table.Th>
          <Table.Td className={classes.value} colSpan={props.onChange === null ? 1 : 2}>
            <strong>
              {grouped(estimate.subscribers, spoken)} {terms('unit.subscribers')}
            </strong>
            {', '}
            <strong>
              {grouped(estimate.segments, spoken)} {terms('unit.segments')}
            </strong>
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  )
}

function Text({ language, text }: { language: string; text: string }) {
  const { t, spoken } = useWords()
  const preview = previewOf(text)
  if (preview.is === 'empty') return <span className="loa-quiet">{t('summary.empty')}</span>
  return (
    <>
      <div className={classes.text} lang={language}>
        {text}
      </div>
      <div className="loa-quiet">
        {preview.is === 'refused'
          ? preview.failure.sentence(spoken)
          : `${t(`split.${preview.split.encoding}`)} · ${grouped(preview.split.segments, spoken)} ${t('split.segmentsUnit')}`}
      </div>
    </>
  )
}
