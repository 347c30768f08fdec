/** A button of a bulletin, and the dialogue in which what it does is said and confirmed. */
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useApprovalDeed } from '../../../web/approval/deeds.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Confirm } from '../../../web/parts/dialogue.tsx'
import { ProblemNotice } from '../../../web/parts/states.tsx'
import type { Bulletin } from '../model.ts'
import { type BulletinBodies, bulletinDeeds } from './deeds.ts'

export type Weight = 'filled' | 'default'

export function ConfirmedDeed<Name extends keyof BulletinBodies & string>(props: {
  bulletin: Bulletin
  deed: Name
  body: BulletinBodies[Name]
  label: string
  title: string
  word: string
  done: string
  variant?: Weight
  size?: 'md' | 'lg'
  children: ReactNode
}) {
  const [isOpen, { open, close }] = useDisclosure(false)
  const deed = useApprovalDeed(bulletinDeeds(props.bulletin))
  const { variant = 'filled' } = props
  return (
    <>
      <Button variant={variant} onClick={open}>
        {props.label}
      </Button>
      <ProblemNotice problem={deed.problem} />
      <Confirm
        isOpen={isOpen}
        title={props.title}
        deed={props.word}
        {...(props.size && { size: props.size })}
        isBusy={deed.isBusy}
        onConfirm={async () => {
          if (await deed.run(props.deed, props.body)) confirmHere(props.done)
        }}
        onClose={close}
      >
        {props.children}
      </Confirm>
    </>
  )
}
