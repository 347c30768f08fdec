/**
 * The frame of a page: its title in the browser's tab, where it belongs (breadcrumbs), its heading and its actions.
 * When a page is reached by a link its heading takes the focus, so that a screen reader starts there.
 */
import { Anchor, Button, type ButtonProps, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { setPageTitle } from '../shown-title.ts'
import { useWords } from '../use-words.ts'
import { useConfirmed } from './confirmed.ts'
import { Notice } from './states.tsx'

/** `to`: a path of the console, as the browser shows it. */
export type Crumb = readonly [label: string, to: string]

let pagesShown = 0

interface PageProps {
  title: string
  /** Where it belongs; undefined: not known yet. */
  crumbs?: readonly (Crumb | undefined)[]
  /** Beside the heading: a state. */
  badge?: ReactNode
  /** Buttons: what can be done here. */
  actions?: ReactNode
  lead?: ReactNode
  children: ReactNode
}

export function Page(props: PageProps) {
  const { t } = useWords('shell')
  const heading = useRef<HTMLHeadingElement>(null)
  const confirmed = useConfirmed()
  useEffect(() => {
    setPageTitle(props.title)
  }, [props.title])
  useEffect(() => {
    pagesShown++
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Stack gap="lg">
      {props.crumbs !== undefined && props.crumbs.length > 0 && (
        <nav className="loa-crumbs" aria-label={t('page.crumbs')}>
          {props.crumbs
            .filter(crumb => crumb !== undefined)
            .map(([label, to]) => (
              <span key={to}>
                <Anchor component={Link} to={to} size="sm" underline="always">
                  {label}
                </Anchor>
              </span>
            ))}
        </nav>
      )}
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="md">
          <Group gap="sm" align="center">
            <Title order={1} ref={heading} tabIndex={-1}>
              {props.title}
            </Title>
            {props.badge}
          </Group>
          {props.actions !== undefined && <Group gap="sm">{props.actions}</Group>}
        </Group>
        {props.lead !== undefined && (
          <Text maw="44rem" className="loa-quiet">
            {props.lead}
          </Text>
        )}
      </Stack>
      {confirmed !== null && <Done key={confirmed} sentence={confirmed} />}
      {props.children}
    </Stack>
  )
}

/** Brought into view, since its deed stood further down; it takes the focus that was lost with the deed's button. */
function Done({ sentence }: { sentence: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={box} tabIndex={-1} style={{ scrollMarginBlock: '6rem' }}>
      <Notice gravity="good" title={sentence} />
    </div>
  )
}

/** A part of a page under its own heading, on its own ground. `at`: what follows the # of its address. */
export function Panel({ title, at, children }: { title: string; at?: string; children: ReactNode }) {
  const id = useId()
  return (
    <Paper component="section" id={at} aria-labelledby={id} withBorder p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        <Title order={2} id={id}>
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  )
}

/** A way to another page of the console, in a text or a table. */
export function TextLink(props: {
  to: string
  /** What a record is called. */
  isStrong?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <Anchor
      component={Link}
      {...placeOf(props.to)}
      underline="always"
      className={props.className ?? 'loa-target'}
      {...(props.isStrong && { fw: 600 })}
    >
      {props.children}
    </Anchor>
  )
}

/** The same as a button. */
export function ButtonLink(
  props: { to: string; 'aria-label'?: string; children: ReactNode } & Pick<ButtonProps, 'variant' | 'size'>,
) {
  return <Button component={Link} {...props} {...placeOf(props.to)} />
}

function placeOf(address: string): { readonly to: string; readonly hash?: string } {
  const [to, hash] = address.split('#')
  return hash === undefined ? { to } : { to, hash }
}
