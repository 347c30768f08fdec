/** Something that is shown once: to be copied, and said so. One click selects the whole of it. */
import { Button, Group, Stack } from '@mantine/core'
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { announce } from './announcer.tsx'
import classes from './secret.module.css'
import { Notice } from './states.tsx'
import { useWords } from './words.ts'

export function Secret({ label, text }: { label: string; text: string }) {
  const { t } = useWords()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  // All of it is to be seen, however it breaks.
  useLayoutEffect(() => {
    const area = field.current
    if (area !== null) area.style.height = `${area.scrollHeight + EDGES_PX}px`
  }, [text])
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
        rows={1}
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

/** Its two edges. */
const EDGES_PX = 2

/** What is shown once, in a dialogue: what to do with it, the secrets, and a button that says it is done. */
export function Told(props: { lead: string; done: string; onClose: () => void; children: ReactNode }) {
  return (
    <Stack gap="md">
      <Notice gravity="warn" role="status">
        {props.lead}
      </Notice>
      {props.children}
      <Button onClick={props.onClose} style={{ alignSelf: 'flex-start' }}>
        {props.done}
      </Button>
    </Stack>
  )
}
