/** What changed between two contents: texts word by word with what was taken out and put in, other fields before and after. */
import { Table } from '@mantine/core'
import { diffContents } from '../diff.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { RoundContent } from '../model.ts'
import classes from './content-diff.module.css'
import { descriptionsOf } from './descriptions.ts'
import { useWords } from './message-words.ts'

export function ContentDiff(props: {
  readonly before: RoundContent
  readonly after: RoundContent
  readonly operators: readonly OperatorFacts[]
}) {
  const words = useWords()
  const { t } = words
  const say = descriptionsOf(words, props.operators)
  const differences = diffContents(props.before, props.after)
  if (differences.length === 0) return <p>{t('diff.none')}</p>
  return (
    <Table className="loa-pairs">
      <Table.Tbody>
        {differences.map(difference => (
          <Table.Tr key={difference.path}>
            <Table.Th scope="row" className={classes.name}>
              {say.field(difference.path)}
            </Table.Th>
            <Table.Td className={classes.value}>
              {difference.is === 'text'
                ? difference.parts.map(({ is, text }, i) => {
                    const key = `${i} ${is}`
                    if (is === 'same') return <span key={key}>{text}</span>
                    return is === 'removed' ? <Removed key={key}>{text}</Removed> : <Added key={key}>{text}</Added>
                  })
                : [
                    <Whole key="before" is="removed">
                      {say.value(difference.path, difference.before)}
                    </Whole>,
                    <Whole key="after" is="added">
                      {say.value(difference.path, difference.after)}
                    </Whole>,
                  ]}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Whole({ is, children }: { is: 'removed' | 'added'; children: string | null }) {
  if (children === null) return null
  return <div>{is === 'removed' ? <Removed>{children}</Removed> : <Added>{children}</Added>}</div>
}

function Removed({ children }: { children: string }) {
  const { t } = useWords()
  return (
    <del className="loa-removed">
      <span className="loa-heard">{t('diff.removed')} </span>
      {children}
    </del>
  )
}

function Added({ children }: { children: string }) {
  const { t } = useWords()
  return (
    <ins className="loa-added">
      <span className="loa-heard">{t('diff.added')} </span>
      {children}
    </ins>
  )
}
