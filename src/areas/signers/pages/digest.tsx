/** A digest as people compare it at a glance, and the whole of it to be copied. */
import { Group } from '@mantine/core'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Secret } from '../../../web/parts/secret.tsx'
import { shortDigest } from '../../../web/signing/signing-line.tsx'
import { useWords } from './words.ts'

export function Digest({ of, number }: { readonly of: string; readonly number: number }) {
  const { t } = useWords()
  return (
    <Group gap="sm">
      <span className="loa-mono">{shortDigest(of)}</span>
      <ButtonToDialogue
        label={t('digest.whole')}
        of={t('roster.number', { number })}
        title={t('digest.title', { number })}
      >
        {() => <Secret label={t('digest.label')} text={of} />}
      </ButtonToDialogue>
    </Group>
  )
}
