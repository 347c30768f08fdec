/**
 * What the browser keeps of the room: the token that it got for a link, so that a page that is loaded anew, or a computer that
 * was started anew, needs no link again; which microphone and camera were chosen. A window of its own has a place of its own.
 */
import type { Language } from '../../../web/words/both.ts'

interface KeptToken {
  readonly key: string
  readonly token: string
}

const TOKENS = 'loa-briefing'
const OWN = 'loa-briefing-own'
const INSIDE = 'loa-briefing-inside'
/** The console's too. */
const LANGUAGE = 'loa-language'
/** The newest ones. */
const TOKENS_MAX = 8
/** By their names: a browser may give a device another id each time. */
const DEVICES = { microphone: 'loa-briefing-microphone', camera: 'loa-briefing-camera' }

export type DeviceKind = keyof typeof DEVICES

/** Of this link; without one, of this window, or else the newest. */
export function keptToken(key: string | null): string | null {
  const tokens = keptTokens()
  if (key !== null) return tokens.find(one => one.key === key)?.token ?? null
  return read(sessionStorage, OWN) ?? tokens[0]?.token ?? null
}

export function keepToken(key: string, token: string): void {
  const others = keptTokens().filter(one => one.key !== key)
  write(localStorage, TOKENS, JSON.stringify([{ key, token }, ...others].slice(0, TOKENS_MAX)))
  ownToken(token)
}

/** This window is its place from now on. */
export function ownToken(token: string): void {
  write(sessionStorage, OWN, token)
}

export function forgetToken(token: string): void {
  const others = keptTokens().filter(one => one.token !== token)
  write(localStorage, TOKENS, others.length === 0 ? null : JSON.stringify(others))
  write(sessionStorage, OWN, null)
}

/** Whether this window was in the room when it was loaded anew. */
export function wasInside(): boolean {
  return read(sessionStorage, INSIDE) !== null
}

export function keepInside(isInside: boolean): void {
  write(sessionStorage, INSIDE, isInside ? '1' : null)
}

export function keptLanguage(): Language {
  return read(localStorage, LANGUAGE) === 'en' ? 'en' : 'vi'
}

export function keepLanguage(language: Language): void {
  write(localStorage, LANGUAGE, language)
}

/** The name of the one that was chosen in this browser; null: none was. */
export function keptDevice(kind: DeviceKind): string | null {
  return read(localStorage, DEVICES[kind])
}

export function keepDevice(kind: DeviceKind, name: string): void {
  write(localStorage, DEVICES[kind], name)
}

function keptTokens(): readonly KeptToken[] {
  try {
    const kept: unknown = JSON.parse(read(localStorage, TOKENS) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isKept) : []
  } catch {
    return []
  }
}

function isKept(one: unknown): one is KeptToken {
  const { key, token } = (one ?? {}) as Partial<KeptToken>
  return typeof key === 'string' && typeof token === 'string'
}

/** A browser that keeps nothing needs its link again. */
function read(storage: Storage, name: string): string | null {
  try {
    return storage.getItem(name)
  } catch {
    return null
  }
}

function write(storage: Storage, name: string, value: string | null): void {
  try {
    if (value === null) storage.removeItem(name)
    else storage.setItem(name, value)
  } catch {
    // As above.
  }
}
