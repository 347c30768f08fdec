/** Before any shape is made: none tries whether code may be made of text, which this page's policy forbids and browsers report. */
import { z } from 'zod'

z.config({ jitless: true })
