/** A language by its name. Pure; knows no list of languages. */

/** `Tiếng Anh`, as the reader's language calls it; the tag itself where it has no name. */
export function languageName(tag: string, spoken: string): string {
  try {
    const name = new Intl.DisplayNames([spoken], { type: 'language', fallback: 'code' }).of(tag)
    return name === undefined ? tag : name.charAt(0).toLocaleUpperCase(spoken) + name.slice(1)
  } catch {
    return tag
  }
}
