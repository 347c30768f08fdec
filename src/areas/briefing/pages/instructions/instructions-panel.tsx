/** Instructions of a briefing, and open ones of earlier briefings to its sites, which head its agenda. */
import { Group, Title } from '@mantine/core'
import { ButtonToDialogue } from '../../../../web/parts/dialogue.tsx'
import { Panel } from '../../../../web/parts/page.tsx'
import { Empty } from '../../../../web/parts/states.tsx'
import type { Briefing } from '../../model.ts'
import { useMayWrite } from '../may-write.ts'
import { useWords } from '../words.ts'
import { InstructionFields } from './instruction-fields.tsx'
import { InstructionsTable } from './instructions-table.tsx'

export function InstructionsPanel({ briefing }: { briefing: Briefing }) {
  const { t } = useWords()
  const { state, places, instructions, earlier } = briefing
  const mayWrite = useMayWrite() && places.length > 0 && (state === 'open' || state === 'ended')
  return (
    <Panel title={t('instructions.title')}>
      {earlier.length > 0 && (
        <>
          <Title order={3}>{t('instructions.earlier')}</Title>
          <InstructionsTable caption={t('instructions.earlier')} instructions={earlier} isBriefingShown />
          <Title order={3}>{t('instructions.own')}</Title>
        </>
      )}
      {instructions.length === 0 ? (
        <Empty title={t('instructions.none')}>{mayWrite && t('instructions.noneHow')}</Empty>
      ) : (
        <InstructionsTable caption={t('instructions.own')} instructions={instructions} />
      )}
      {mayWrite && (
        <Group>
          <ButtonToDialogue label={t('instruct.new')} variant="default" size="lg">
            {close => <InstructionFields briefing={briefing} opened={null} onClose={close} />}
          </ButtonToDialogue>
        </Group>
      )}
    </Panel>
  )
}
