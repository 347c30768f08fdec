/**
 * A report's words as pieces that a document can set: text, and figures that lead to their row in the table of figures.
 * Shared by all documents, so that they say the same. Pure.
 */
import type { Language } from '../../base/failure.ts'
import type { Block, Cell, Runs } from '../document.ts'
import type { Figure, FigureRecord } from '../figure.ts'
import { dateName, instantName } from '../months.ts'
import type { Paper } from '../paper.ts'
import { type Qualifier, roundedOf } from '../rounding.ts'
import { UNITS } from '../units.ts'
import { exact, grouped, phrase, qualified } from '../words.ts'
import type { ChartData } from './chart.ts'

export interface Piece {
  readonly text: string
  /** Of the figure that it is; null for plain words. */
  readonly figure: string | null
}

/** `Of`: what is written, where somebody needs more of it than a paper has. */
export class Prose<Of extends Paper = Paper> {
  readonly language: Language
  readonly report: Of
  readonly #figures: ReadonlyMap<string, Figure>

  constructor(report: Of, language: Language) {
    this.report = report
    this.language = language
    this.#figures = new Map(report.figures.map(figure => [figure.id, figure]))
  }

  figure(id: string): Figure {
    const figure = this.#figures.get(id)
    if (figure === undefined) throw new RangeError(`the report names a figure that it does not have: ${id}`)
    return figure
  }

  pieces(runs: Runs): readonly Piece[] {
    return runs[this.language].map(run => {
      if ('text' in run) return { text: run.text, figure: null }
      const figure = this.figure(run.figure)
      const text = run.as === 'phrase' ? this.said(figure) : this.exact(figure)
      return { text, figure: run.figure }
    })
  }

  /** The column's head names the unit. */
  cell(cell: Cell): Piece {
    if (!('figure' in cell)) return { text: cell[this.language], figure: null }
    return { text: grouped(this.figure(cell.figure).value, this.language), figure: cell.figure }
  }

  /** Every digit; of what is cited, as its source said it. */
  exact({ value, unit, derivation }: Figure): string {
    return qualified(sourceQualifier(derivation), exact(value, unit, this.language), this.language)
  }

  /** As people say it. A source's own qualifier stands in the place of ours, and then what it qualifies is not rounded. */
  said(figure: Figure): string {
    const { value, unit, derivation } = figure
    const theirs = sourceQualifier(derivation)
    const ours = roundedOf(value).qualifier
    if (theirs !== 'exactly' && ours !== 'exactly') return this.exact(figure)
    return qualified(theirs, phrase(value, unit, this.language), this.language)
  }

  /** `00:00 ngày 01/03/2020`. */
  instant(at: string): string {
    return instantName(at, this.report.timeZone)[this.language]
  }

  /** The instant as of which it holds; of what is cited the day on which it was said. */
  heldAt({ asOf, derivation }: Figure): string {
    return derivation.is === 'cited' ? dateName(derivation.citations[0].asOf)[this.language] : this.instant(asOf)
  }

  /** The same, with a word where it is not the last. */
  asOf(figure: Figure): string {
    const at = this.heldAt(figure)
    if (figure.isFinal) return at
    return this.language === 'vi' ? `${at} (chưa phải cuối cùng)` : `${at} (so far)`
  }

  /** What it was counted from, in one sentence. */
  derivation({ derivation }: Figure): string {
    const vi = this.language === 'vi'
    if (derivation.is === 'cited')
      return derivation.citations
        .map(({ value, qualifier, source, asOf }) => {
          const said = qualified(qualifier, grouped(value, this.language), this.language)
          return `${said}: ${source[this.language]}, ${dateName(asOf)[this.language]}`
        })
        .join('; ')
    const records = grouped(derivation.parts.length, this.language)
    const how = derivation.how[this.language]
    return vi ? `${how} (${records} bản ghi)` : `${how} (${records} records)`
  }

  record(record: FigureRecord): string {
    const vi = this.language === 'vi'
    switch (record.is) {
      case 'return':
        return `${vi ? 'báo cáo kết quả đã ký' : 'signed return'} ${record.directive}, SHA-256 ${record.sha256}`
      case 'progress':
        return `${vi ? 'tiến độ' : 'progress'} ${record.directive}, ${record.at}`
      case 'round':
        return `${vi ? 'đợt' : 'round'} ${record.round}`
      case 'free-list':
        return `${vi ? 'danh mục miễn cước, phiên bản' : 'list of what is free, version'} ${record.version}, ${record.service}`
      case 'audit':
        return `${vi ? 'đối soát cước' : 'audit of charging'} ${record.id}, SHA-256 ${record.sha256}`
      case 'screening':
        return `${vi ? 'kiểm tra thân nhiệt' : 'screening'}, ${record.month}`
      case 'briefing':
        return `${vi ? 'buổi giao ban' : 'briefing'} ${record.briefing}`
      case 'instruction':
        return `${vi ? 'nhiệm vụ' : 'instruction'} ${record.instruction}, SHA-256 ${record.sha256}`
      case 'release':
        return `${vi ? 'phát hành số' : 'release'} ${record.serial}, ${vi ? 'bản tin' : 'bulletin'} ${record.bulletin}, SHA-256 ${record.sha256}`
      case 'placement':
        return `${vi ? 'lượt đăng phát' : 'placement'} ${record.id}, ${vi ? 'bản tin' : 'bulletin'} ${record.bulletin}`
      case 'plays':
        return `${vi ? 'biên nhận của loa' : 'receipts of loudspeakers'}, ${record.month}, ${record.item || '?'}`
      case 'announcement':
        return `${vi ? 'âm thông báo' : 'announcement before the ring'} ${record.directive}, SHA-256 ${record.sha256}`
      case 'broadcast':
        return `${vi ? 'tin quảng bá di động' : 'cell broadcast'} ${record.directive}, SHA-256 ${record.sha256}`
      case 'subscriptions':
        return `${vi ? 'đăng ký nhận tin' : 'subscriptions'} (${record.channel}), ${record.month}`
      case 'level-change':
        return `${vi ? 'chuyển cấp độ' : 'level change'} ${record.change}, ${vi ? 'kế hoạch' : 'plan'} ${record.plan}, SHA-256 ${record.sha256}`
      case 'situation':
        return `${vi ? 'diễn biến' : 'situation'} ${record.plan}, ${record.area}, ${record.month}`
      case 'work-item':
        return `${vi ? 'đầu việc' : 'work item'} ${record.id}`
      default:
        return `${record.title}, SHA-256 ${record.sha256}`
    }
  }

  chart(block: Extract<Block, { is: 'chart' }>): ChartData {
    const values = block.bars.map(({ figures }) => figures.map(id => this.figure(id).value))
    const unit = UNITS[this.figure(block.bars[0].figures[0]).unit]
    const [scale, word] = scaleOf(Math.max(...values.map(each => each.reduce((a, b) => a + b, 0))))
    const note = 'note' in unit ? ` (${unit.note[this.language]})` : ''
    const name = this.language === 'vi' ? unit.vi : unit.en.other
    return {
      bars: block.bars.map(({ label }, at) => ({ label: label[this.language], values: values[at] })),
      series: block.series.map(each => each[this.language]),
      unit: `${word === null ? '' : `${word[this.language]} `}${name}${note}`,
      scale,
      point: this.language === 'vi' ? ',' : '.',
    }
  }

  /** The values of a chart as a table: a row a bar, a column a series. */
  chartTable(block: Extract<Block, { is: 'chart' }>): { head: readonly string[]; rows: readonly (readonly Piece[])[] } {
    const first = this.language === 'vi' ? 'Mục' : 'Item'
    return {
      head: [first, ...block.series.map(each => each[this.language])],
      rows: block.bars.map(({ label, figures }) => [
        { text: label[this.language], figure: null },
        ...figures.map(figure => this.cell({ figure })),
      ]),
    }
  }
}

function sourceQualifier(derivation: Figure['derivation']): Qualifier {
  return derivation.is === 'cited' ? derivation.citations[0].qualifier : 'exactly'
}

const MILLION = 1_000_000

function scaleOf(most: number): [number, { vi: string; en: string } | null] {
  if (most >= 1000 * MILLION) return [1000 * MILLION, { vi: 'tỷ', en: 'billion' }]
  if (most >= MILLION) return [MILLION, { vi: 'triệu', en: 'million' }]
  return [1, null]
}

/** Words that documents add by themselves. */
export const DOCUMENT_WORDS = {
  vi: {
    annex: 'Phụ lục',
    figures: 'Bảng số liệu và nguồn gốc',
    seeAnnex: 'Giá trị chính xác, thời điểm và nguồn gốc của từng số liệu được nêu tại Phụ lục kèm theo Báo cáo này.',
    figuresNote: 'Mỗi số liệu trong báo cáo dẫn tới một dòng dưới đây: giá trị chính xác, thời điểm, và nguồn số liệu.',
    head: ['Số liệu', 'Giá trị chính xác', 'Trong báo cáo', 'Tính đến', 'Đếm từ'],
    chartTable: 'Số liệu của biểu đồ',
    note: 'Ghi chú',
    warning: 'Lưu ý',
    recipients: 'Nơi nhận:',
    archive: 'Lưu: VT.',
    rounding:
      'Số từ một triệu trở lên được nói tròn theo quy tắc: đúng, khi có không quá ba chữ số có nghĩa; "gần", khi thấp hơn một số tròn một chữ số chưa tới 2,5 %; còn lại là "hơn" ba chữ số đầu.',
  },
  en: {
    annex: 'Annex',
    figures: 'Figures and what they were counted from',
    seeAnnex: 'The exact value, the instant and the origin of each figure stand in the annex to this report.',
    figuresNote:
      'Each figure of the report leads to a row below: its exact value, its instant, and what it was counted from.',
    head: ['Figure', 'Exact value', 'In the report', 'As of', 'Counted from'],
    chartTable: 'The values of the chart',
    note: 'Note',
    warning: 'Take note',
    recipients: 'Recipients:',
    archive: 'Archives.',
    rounding:
      'From a million on, numbers are rounded by rule: exact where no more than three digits count; "nearly" where less than 2.5 % below a number of one digit; else "more than" the first three digits.',
  },
} as const
