/** Something that is shown once: to be copied, and said so. One click selects the whole of it. */
import { Button, Group } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from './announcer.tsx'
import classes from './secret.module.css'

export function Secret({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('shell')
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied('yes')
      announce(t('secret.copied'))
    } catch {
      // A page without TLS may not write to the clipboard: the text is selected, the hands do the rest.
      field.current?.select()
      setCopied('refused')
      announce(t('secret.copyYourself'))
    }
  }
  return (
    <div>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <textarea
        id={id}
        ref={field}
        readOnly
        rows={rowsOf(text)}
        value={text}
        spellCheck={false}
        className={`loa-mono ${classes.text}`}
        onClick={event => event.currentTarget.select()}
      />
      <Group gap="sm" mt="xs">
        <Button variant="default" onClick={() => void copy()}>
          {t(copied === 'yes' ? 'secret.copied' : 'secret.copy')}
        </Button>
        {copied === 'refused' && <span className="loa-quiet">{t('secret.copyYourself')}</span>}
      </Group>
    </div>
  )
}

const ROWS_MAX = 12
/** About as many letters as a row of the dialogue takes. */
const ROW_LENGTH = 64

function rowsOf(text: string): number {
  const rows = text.split('\n').map(line => Math.max(1, Math.ceil(line.length / ROW_LENGTH)))
  return Math.min(
    ROWS_MAX,
    rows.reduce((sum, row) => sum + row, 0),
  )
}
