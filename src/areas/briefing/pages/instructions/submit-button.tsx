/** A draft is given to a second person: what is signed stands in the dialogue. */
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useApprovalDeed } from '../../../../web/approval/deeds.ts'
import { confirmHere } from '../../../../web/parts/confirmed.ts'
import { Confirm } from '../../../../web/parts/dialogue.tsx'
import { ProblemNotice } from '../../../../web/parts/states.tsx'
import { SigningLine } from '../../../../web/signing/signing-line.tsx'
import type { Instruction } from '../../model.ts'
import { shownDay } from '../days.ts'
import { useWords } from '../words.ts'
import { instructionDeeds } from './instruction-deeds.ts'

export function SubmitButton({ instruction }: { instruction: Instruction }) {
  const { t, spoken } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const deed = useApprovalDeed(instructionDeeds(instruction))
  const { siteName, due, sha256 } = instruction
  return (
    <>
      <Button onClick={open}>{t('submit.open')}</Button>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={t('submit.title')}
        deed={t('submit.deed')}
        isBusy={deed.isBusy}
        onConfirm={async () => {
          if (await deed.run('submit', {})) confirmHere(t('submit.done'))
        }}
        onClose={close}
      >
        <p>{t('submit.what', { name: siteName, day: shownDay(due, spoken) })}</p>
        <SigningLine sha256={sha256} />
      </Confirm>
    </>
  )
}
