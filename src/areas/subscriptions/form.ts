/** What a form of the page holds, or what is wrong with it. Hostile input costs little: so many fields and no more. Pure. */

import { mailAddress } from '../../channels/mail/address.ts'
import { provincesOn } from '../../country/vn/provinces.ts'
import { type Choices, choices } from './model.ts'

/** Provinces, and what else stands in the form. */
const FIELDS_MAX = 80

export type FormFault = 'addressWrong' | 'addressNumber' | 'choicesWrong'

export type Filled =
  | { readonly is: 'filled'; readonly address: string; readonly choices: Choices }
  | { readonly is: 'faulty'; readonly fault: FormFault; readonly choices: Choices | null }

/** `day`: on which its provinces were named, as `2026-02-03`. */
export function readForm(
  octets: Buffer,
  of: { readonly day: string; readonly holdsNumber: (text: string) => boolean },
): Filled {
  const fields = [...new URLSearchParams(octets.toString('utf8'))]
  const chosen = fields.length > FIELDS_MAX ? null : choicesOf(fields, of.day)
  if (chosen === null) return { is: 'faulty', fault: 'choicesWrong', choices: null }
  const given = fields.find(([name]) => name === 'address')?.[1] ?? ''
  const address = mailAddress(given)
  if (address === null) return { is: 'faulty', fault: 'addressWrong', choices: chosen }
  if (of.holdsNumber(address)) return { is: 'faulty', fault: 'addressNumber', choices: chosen }
  return { is: 'filled', address, choices: chosen }
}

function choicesOf(fields: readonly (readonly [string, string])[], day: string): Choices | null {
  const fieldOf = (name: string) => fields.find(([each]) => each === name)?.[1]
  const known = new Set(provincesOn(day).map(({ code }) => code))
  const codes = new Set(fields.filter(([name]) => name === 'province').map(([, code]) => code))
  if ([...codes].some(code => !known.has(code))) return null
  const provinces = codes.size === 0 ? null : [...codes].map(code => ({ code, asOf: day }))
  const read = choices.safeParse({ language: fieldOf('language'), level: fieldOf('level'), provinces })
  return read.success ? read.data : null
}
