/** With whose own keys an edition was reviewed and signed, or that it was with none. */
import type { Fact } from '../../../web/parts/records.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { shortDigest } from '../../../web/signing/signing-line.tsx'
import type { EditionSignature, MonthReport } from '../model.ts'
import { useWords } from './words.ts'

/** Of a draft nothing. */
export function useSignatureFacts({ state, signatures }: MonthReport): readonly (Fact | false)[] {
  const { t } = useWords()
  if (state === 'draft') return []
  if (signatures === null) return [[t('fact.signatures'), t('signature.none')]]
  const { submitted, approved, roster } = signatures
  return [
    [t('fact.submitted'), <Signature given={submitted} />],
    approved !== null && [t('fact.approved'), <Signature given={approved} />],
    roster !== null && [
      t('fact.roster'),
      <>
        {t('signature.roster', { number: roster.number })}{' '}
        <span className="loa-mono">{shortDigest(roster.sha256)}</span>
      </>,
    ],
  ]
}

function Signature({ given: { name, statement, signature } }: { given: EditionSignature }) {
  const { t } = useWords()
  return (
    <>
      {t(signature.by === 'passkey' ? 'signature.passkey' : 'signature.browser', { name })}, <Time at={statement.at} />,{' '}
      {t('signature.key')} <span className="loa-mono">{shortDigest(signature.key)}</span>
    </>
  )
}
