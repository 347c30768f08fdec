/** A round's content to be read, not changed: a row for each answer, with a link to where it can be changed. */
import { Anchor, Table } from '@mantine/core'
import { grouped } from '../../../web/numbers.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { Estimate, RoundContent } from '../model.ts'
import { type Answer, answersOf, PURPOSE } from './answers.ts'
import classes from './content-summary.module.css'
import { descriptionsOf } from './descriptions.ts'
import { fieldOf } from './fault-fields.ts'
import { useWords } from './message-words.ts'
import { previewOf } from './preview.ts'

export function ContentSummary(props: {
  readonly content: RoundContent
  readonly estimate: Estimate
  readonly operators: readonly OperatorFacts[]
  /** Gives the id of the field that changes an answer; null: nothing can be changed here. */
  readonly onChange: ((field: string) => void) | null
}) {
  const words = useWords()
  const { t, terms, spoken } = words
  const { content, estimate } = props
  const { whom, what, when } = answersOf(content, words, descriptionsOf(words, props.operators))
  return (
    <Table className={`loa-pairs ${classes.table}`}>
      <Table.Tbody>
        {[...what, ...whom, ...when].map(answer => {
          const { path, name } = answer
          return (
            <Table.Tr key={path}>
              <Table.Th scope="row" className={classes.name}>
                {name}
              </Table.Th>
              <Table.Td className={classes.value}>
                <Value of={answer} />
              </Table.Td>
              {props.onChange !== null && (
                <Table.Td className={classes.change}>
                  {path !== PURPOSE && (
                    <Anchor
                      component="button"
                      type="button"
                      underline="always"
                      onClick={() => props.onChange?.(fieldOf(path))}
                    >
                      {t('summary.change')}
                      <span className="loa-heard"> {name}</span>
                    </Anchor>
                  )}
                </Table.Td>
              )}
            </Table.Tr>
          )
        })}
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

/** What is answered; a text of a message with what it takes. */
export function Value({ of: { value, language } }: { readonly of: Answer }) {
  const { t, spoken } = useWords()
  if (language === undefined) return value
  const preview = previewOf(value)
  if (preview.is === 'empty') return <span className="loa-quiet">{t('summary.empty')}</span>
  return (
    <>
      <div className={classes.text} lang={language}>
        {value}
      </div>
      <div className="loa-quiet">
        {preview.is === 'refused'
          ? preview.failure.sentence(spoken)
          : `${t(`split.${preview.split.encoding}`)} · ${grouped(preview.split.segments, spoken)} ${t('split.segmentsUnit')} · ${grouped(preview.split.units, spoken)} ${t('split.letters')}`}
      </div>
    </>
  )
}
