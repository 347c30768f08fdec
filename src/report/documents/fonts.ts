/** The whole of Tinos, which has Times New Roman's widths and every Vietnamese letter: files of an npm package. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const FILES = {
  regular: '400Regular/Tinos_400Regular.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const
export type Face = keyof typeof FILES

export function fontPath(face: Face): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${FILES[face]}`)
}

export function fontOctets(face: Face): Buffer {
  return readFileSync(fontPath(face))
}
