/**
 * A text field in which letters to look at are marked in place, and a list of them below that leads to each.
 *
 * The marks lie behind the field in a copy of its text with the same measures, so the field stays an ordinary one: undo,
 * spell checking and every way of typing Vietnamese work. Replaces nothing unless a button that says so is pressed.
 */
import { Button, Input, Table } from '@mantine/core'
import { useId, useRef } from 'react'
import { type Mark, type MarkKind, piecesByMark, replaceMarks } from '../marks.ts'
import classes from './marked-text.module.css'
import { useWords } from './message-words.ts'

/** Rows of the list; the rest is counted. */
const ROWS_MAX = 8

export function MarkedText(props: {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly language: string
  readonly text: string
  readonly marks: readonly Mark[]
  readonly error: string | null
  readonly onChange: (text: string) => void
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const back = useRef<HTMLDivElement>(null)
  const list = useId()
  const show = (mark: Mark) => {
    area.current?.focus()
    area.current?.setSelectionRange(mark.from, mark.to)
  }
  return (
    <div>
      <Input.Wrapper
        id={props.id}
        label={props.label}
        description={props.description}
        error={props.error}
        inputWrapperOrder={['label', 'description', 'error', 'input']}
      >
        <div className={classes.box} data-faulty={props.error !== null || undefined}>
          <div ref={back} className={classes.back} lang={props.language} aria-hidden="true">
            {piecesByMark(props.text, props.marks).map(({ text, mark }, i) =>
              mark === null ? (
                text
              ) : (
                <mark key={i} className={classes.mark} data-kind={mark.kind}>
                  {text}
                </mark>
              ),
            )}{' '}
          </div>
          <textarea
            ref={area}
            id={props.id}
            className={classes.area}
            lang={props.language}
            value={props.text}
            rows={9}
            spellCheck
            aria-invalid={props.error !== null}
            aria-describedby={props.marks.length > 0 ? list : undefined}
            onChange={event => props.onChange(event.currentTarget.value)}
            onScroll={event => {
              if (back.current) back.current.scrollTop = event.currentTarget.scrollTop
            }}
          />
        </div>
      </Input.Wrapper>
      {props.marks.length > 0 && (
        <MarkList id={list} text={props.text} marks={props.marks} onShow={show} onChange={props.onChange} />
      )}
    </div>
  )
}

function MarkList(props: {
  readonly id: string
  readonly text: string
  readonly marks: readonly Mark[]
  readonly onShow: (mark: Mark) => void
  readonly onChange: (text: string) => void
}) {
  const { t } = useWords()
  const rows = grouped(props.marks)
  return (
    <section id={props.id} className={classes.report} aria-label={t('marks.title')}>
      <p className={classes.reportTitle}>{t('marks.title')}</p>
      <Table aria-label={t('marks.title')} verticalSpacing={4} withRowBorders={false} layout="auto">
        <Table.Tbody>
          {rows.slice(0, ROWS_MAX).map(({ key, marks }) => {
            const [first] = marks
            return (
              <Table.Tr key={key}>
                <Table.Td className={classes.kindCell}>
                  <span className={classes.kind} data-kind={first.kind}>
                    {t(`marks.${first.kind}`)}
                  </span>
                </Table.Td>
                <Table.Td>
                  <strong>{first.name}</strong> {marks.length > 1 && `× ${marks.length}`}
                  <div className="loa-quiet">{t(`marks.${first.kind}.why`)}</div>
                </Table.Td>
                <Table.Td className={classes.deeds}>
                  <Button variant="default" size="xs" onClick={() => props.onShow(first)}>
                    {t('marks.show')}
                    <span className="loa-heard"> {first.name}</span>
                  </Button>
                  {first.replacement !== null && (
                    <Button
                      variant="default"
                      size="xs"
                      onClick={() =>
                        props.onChange(
                          replaceMarks(
                            props.text,
                            props.marks,
                            mark => mark.letter === first.letter && mark.kind === first.kind,
                          ),
                        )
                      }
                    >
                      {replaceWords(first.replacement, t)}
                      <span className="loa-heard"> {first.name}</span>
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
      {rows.length > ROWS_MAX && <p>{t('marks.more', { amount: rows.length - ROWS_MAX })}</p>}
    </section>
  )
}

function replaceWords(replacement: string, t: ReturnType<typeof useWords>['t']): string {
  if (replacement === '') return t('marks.remove')
  if (replacement === ' ') return t('marks.bySpace')
  return t('marks.replace', { by: replacement })
}

interface Row {
  readonly key: string
  readonly marks: readonly [Mark, ...Mark[]]
}

/** One row for each letter, in the order in which they first come. */
function grouped(marks: readonly Mark[]): readonly Row[] {
  const rows = new Map<string, [Mark, ...Mark[]]>()
  for (const mark of marks) {
    const key = `${mark.kind satisfies MarkKind} ${mark.letter}`
    const row = rows.get(key)
    if (row === undefined) rows.set(key, [mark])
    else row.push(mark)
  }
  return [...rows].map(([key, row]) => ({ key, marks: row }))
}
