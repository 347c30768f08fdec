/** Where Vite has built the console: from the sources and from the built package alike. */
import { join } from 'node:path'

const isBuilt = import.meta.filename.endsWith('.js')

export const CONSOLE_FOLDER = join(import.meta.dirname, isBuilt ? '../../web' : '../../dist/web')
