/** What the signing page shows, in the language that is chosen. Drawn anew with each change of it; nothing of a content becomes markup. */

import { Problem } from '../problem.ts'
import type { AskToSign } from '../signing/asked.ts'
import { type Blanks, type Both, filled, type Language } from '../words/both.ts'
import { outline, textOf } from './outline.ts'
import { doubts, page } from './words.ts'

export interface Shown {
  readonly said: AskToSign['said']
  readonly content: unknown
  /** Texts by the digest of their octets. */
  readonly words: ReadonlyMap<string, string>
  readonly asker: { readonly name: string; readonly origin: string }
}

/** Answers with what is said once it is done. Fails with a Problem. */
type Act = () => Promise<Both>

interface Deed {
  readonly do: Both
  readonly not: Both
  readonly how: Both
  readonly act: Act
}

export class View {
  #language: Language = 'vi'
  #name = 'Loa'
  #draw: () => void = () => {}
  #fault: { readonly sentence: Both; readonly blanks: Blanks } | null = null

  constructor() {
    byId('language').addEventListener('click', () => {
      this.speak(this.#language === 'vi' ? 'en' : 'vi')
    })
    byId('close').addEventListener('click', () => window.close())
    this.speak('vi')
  }

  speak(language: Language): void {
    this.#language = language
    document.documentElement.lang = language
    const other = byId('language')
    other.lang = language === 'vi' ? 'en' : 'vi'
    other.textContent = page.language[language]
    this.#drawAll()
  }

  brand(name: string): void {
    this.#name = name
    this.#drawAll()
  }

  alone(blanks: Blanks): void {
    this.#show(() => this.#head(this.#say(page['alone.title']), this.#say(page['alone.lead'], blanks)))
  }

  waiting(console: string): void {
    this.#show(() => this.#head(this.#say(page['alone.title']), this.#say(page['wait.lead'], { console })))
  }

  fault(sentence: Both, blanks: Blanks = {}): void {
    this.#fault = { sentence, blanks }
    this.#show(() => {
      this.#head(this.#say(page['alone.title']), '')
      this.#actions(null)
    })
  }

  toSign(shown: Shown, act: Act): void {
    const { does, of } = shown.said
    const what = () => ({ does: this.#say(page[`does.${does}`]), of: this.#say(page[`of.${of}`]) })
    this.#show(() => {
      this.#head(filled(this.#say(page['sign.title']), what()), this.#say(page['sign.lead']))
      this.#facts(shown)
      this.#content(shown)
      this.#actions({ do: page['sign.do'], not: page['sign.not'], how: page['sign.how'], act })
    })
    byId('title').focus()
  }

  toMake(name: string, act: Act): void {
    this.#show(() => {
      const { hostname: host } = location
      this.#head(this.#say(page['make.title'], { name }), this.#say(page['make.lead'], { host }))
      this.#actions({ do: page['make.do'], not: page['make.not'], how: page['sign.how'], act })
    })
    byId('title').focus()
  }

  #show(draw: () => void): void {
    this.#draw = draw
    this.#drawAll()
  }

  #drawAll(): void {
    byId('said-title').textContent = this.#say(page['said.title'])
    byId('content-title').textContent = this.#say(page['content.title'])
    byId('brand').textContent = `${this.#say(page.brand)} · ${this.#name}`
    this.#draw()
    const fault = this.#fault
    byId('fault').textContent = fault === null ? '' : this.#say(fault.sentence, fault.blanks)
  }

  #say(words: Both, blanks: Blanks = {}): string {
    return filled(words[this.#language], blanks)
  }

  /** A name that this page does not know is shown as it stands. */
  #doubt(name: string): string {
    const known: Both | undefined = Object.hasOwn(doubts, name) ? doubts[name as keyof typeof doubts] : undefined
    return known === undefined ? name : `${this.#say(known)} (${name})`
  }

  #head(title: string, lead: string): void {
    byId('title').textContent = title
    byId('lead').textContent = lead
    document.title = `${title} – ${this.#say(page.brand)}`
  }

  #facts({ said, asker }: Shown): void {
    const { roster, authority, sequence } = said
    const unnamed = this.#say(page['said.unnamed'])
    const facts: readonly (readonly [Both, readonly string[]])[] = [
      [page['said.does'], [this.#say(page[`does.${said.does}`])]],
      [page['said.of'], [this.#say(page[`of.${said.of}`])]],
      [page['said.subject'], [said.subject]],
      [page['said.version'], [String(said.version)]],
      ...(sequence === null ? [] : [[page['said.sequence'], [String(sequence)]] as const]),
      [
        page['said.authority'],
        [asker.name, authority === undefined ? unnamed : this.#say(page['said.key'], { key: authority })],
      ],
      ...(said.of === 'roster'
        ? []
        : [
            [
              page['said.roster'],
              roster === undefined
                ? [unnamed]
                : [this.#say(page['said.rosterNumber'], { number: roster.number }), roster.sha256],
            ] as const,
          ]),
      [page['said.sha256'], [said.sha256]],
      ...(said.doubts === undefined
        ? []
        : [[page['said.doubts'], said.doubts.map(name => this.#doubt(name))] as const]),
      [page['said.asked'], [asker.origin]],
    ]
    byId('facts').replaceChildren(
      ...facts.flatMap(([term, values]) => {
        const name = document.createElement('dt')
        name.textContent = this.#say(term)
        const value = document.createElement('dd')
        for (const each of values) value.append(textOf(each))
        return [name, value]
      }),
    )
    byId('said').hidden = false
  }

  #content({ content, words }: Shown): void {
    byId('content-lead').textContent = this.#say(page['content.lead'])
    byId('outline').replaceChildren(outline(content, { language: this.#language, words }))
    byId('content').hidden = false
  }

  /** Null: there is nothing to do here but to close it. */
  #actions(deed: Deed | null): void {
    const act = byId('act') as HTMLButtonElement
    byId('actions').hidden = false
    byId('how').textContent = deed === null ? '' : this.#say(deed.how)
    byId('close').textContent = this.#say(deed?.not ?? page.close)
    act.hidden = deed === null
    if (deed === null) return
    act.textContent = this.#say(deed.do)
    act.onclick = () => void this.#press(act, deed.act)
  }

  async #press(button: HTMLButtonElement, act: Act): Promise<void> {
    this.#fault = null
    this.#drawAll()
    button.setAttribute('aria-busy', 'true')
    // Pressed twice it asks once.
    button.onclick = null
    try {
      const done = await act()
      this.#show(() => {
        this.#head(this.#say(done), '')
        this.#actions(null)
      })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      this.#fault = { sentence: { vi: error.sentence('vi'), en: error.sentence('en') }, blanks: {} }
      this.#drawAll()
    } finally {
      button.removeAttribute('aria-busy')
    }
  }
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`no element ${id}`)
  return found
}
