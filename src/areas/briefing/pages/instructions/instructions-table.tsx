/** Instructions by their due days: those overdue stand first, and say for how long. */

import { TextLink } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { useNow } from '../../../../web/stream.ts'
import type { Instruction } from '../../model.ts'
import { InstructionBadge } from '../badges.tsx'
import classes from '../briefing.module.css'
import { shownDay, today } from '../days.ts'
import { useWords } from '../words.ts'
import { byUrgency, dueIn, shortened } from './due.ts'

export function InstructionsTable(props: {
  caption: string
  instructions: readonly Instruction[]
  /** Where they are of more than one. */
  isBriefingShown?: boolean
}) {
  const { t, spoken } = useWords()
  const day = today(useNow(60_000))
  return (
    <Records
      caption={props.caption}
      rows={byUrgency(props.instructions)}
      columns={[
        [
          t('instruction.text'),
          ({ id, text }) => (
            <TextLink to={`/instructions/${id}`} isStrong className={`loa-target ${classes.text}`}>
              {shortened(text)}
            </TextLink>
          ),
          'title',
        ],
        [t('instruction.owner'), ({ siteName }) => siteName],
        [
          t('instruction.due'),
          of => {
            const due = dueIn(of, day)
            return (
              <div>
                <span className="loa-figure">{shownDay(of.due, spoken)}</span>
                {due !== null && <div className="loa-quiet">{t(`due.${due.is}`, { days: due.days })}</div>}
              </div>
            )
          },
        ],
        [t('list.state'), of => <InstructionBadge of={of} />],
        props.isBriefingShown === true && [
          t('instruction.briefing'),
          ({ briefing, briefingTitle }: Instruction) => (
            <TextLink to={`/briefings/${briefing}`}>{briefingTitle}</TextLink>
          ),
        ],
      ]}
    />
  )
}
