/** A site as a form, and back. Pure. */
import type { SiteContent } from '../model.ts'

export interface SiteForm {
  readonly name: string
  readonly short: string
  readonly responsible: string
  readonly title: string
  readonly mail: string
}

export const BLANK_SITE: SiteForm = { name: '', short: '', responsible: '', title: '', mail: '' }

export function siteFormOf({ name, short, responsible }: SiteContent): SiteForm {
  return { name, short, responsible: responsible.name, title: responsible.title ?? '', mail: responsible.mail ?? '' }
}

export function siteFrom(form: SiteForm, isRetired: boolean): SiteContent {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    name: form.name.trim(),
    short: form.short.trim(),
    responsible: { name: form.responsible.trim(), title: orNull(form.title), mail: orNull(form.mail) },
    isRetired,
  }
}

/** Fields of the form by their paths in what is sent. */
export const SITE_PATHS: Readonly<Record<string, keyof SiteForm>> = Object.fromEntries(
  ['', 'content.'].flatMap(before => [
    [`${before}name`, 'name'],
    [`${before}short`, 'short'],
    [`${before}responsible.name`, 'responsible'],
    [`${before}responsible.title`, 'title'],
    [`${before}responsible.mail`, 'mail'],
  ]),
)

export type SiteFault = 'missing' | 'mail'

/** Null: it can be sent as it is. */
export function siteFaultOf(form: SiteForm, field: keyof SiteForm): SiteFault | null {
  const value = form[field].trim()
  if (field === 'mail') return value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'mail'
  if (field === 'title') return null
  return value === '' ? 'missing' : null
}

export const SITE_FIELDS = ['name', 'short', 'responsible', 'title', 'mail'] as const

/** Where two spellings of one site differ. */
export function siteDifference(mine: SiteForm, theirs: SiteForm): readonly (keyof SiteForm)[] {
  return SITE_FIELDS.filter(field => mine[field].trim() !== theirs[field].trim())
}
