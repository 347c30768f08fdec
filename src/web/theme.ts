/**
 * How the console looks: Mantine's theme. One accent; status colours are in parts/state-badge.tsx with their shapes.
 *
 * Nothing here knows a page. Sizes are GOV.UK's habits: 16 px text, 44 px targets, a focus that cannot be missed.
 */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** 7 on white is 8.3 : 1, 4 on the dark ground is 5.4 : 1. */
const accent: MantineColorsTuple = [
  '#eaf4fb',
  '#d3e6f3',
  '#a5cce7',
  '#75b1dc',
  '#4f9ad1',
  '#3686c2',
  '#1f6fa8',
  '#14507a',
  '#0f4064',
  '#092c46',
]

const FONT = "'Loa Figures', 'Loa Gap', 'Be Vietnam Pro', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"

/** 16 px text in fields: smaller makes a phone zoom in. */
const FIELD = { defaultProps: { size: 'md' } } as const
const FIELDS = [
  'Checkbox',
  'CheckboxGroup',
  'InputWrapper',
  'MultiSelect',
  'NativeSelect',
  'NumberInput',
  'PasswordInput',
  'Radio',
  'RadioGroup',
  'Switch',
  'Textarea',
  'TextInput',
] as const

/** Mantine's own greys and reds for small text are too pale: these are at least 4.5 : 1 on both grounds. */
export const variables: CSSVariablesResolver = () => ({
  variables: { '--input-description-size': '0.875rem' },
  light: { '--mantine-color-text': '#16191d', '--mantine-color-dimmed': '#495057', '--mantine-color-error': '#a82800' },
  dark: { '--mantine-color-text': '#e6e9ec', '--mantine-color-dimmed': '#c1c7cd', '--mantine-color-error': '#ff9d7a' },
})

export const theme = createTheme({
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'always',
  focusClassName: 'loa-focus',
  // By their names: whoever imported them here would load all of them with the first page.
  components: {
    ...Object.fromEntries(FIELDS.map(name => [name, FIELD])),
    Button: FIELD,
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    Tooltip: { defaultProps: { withArrow: true } },
  },
})
