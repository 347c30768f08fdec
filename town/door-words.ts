/** What the demo says of its health checks, in Vietnamese and English. */
import type { Language } from '../src/base/failure.ts'
import type { DoorChecked, DoorMoment } from './door.ts'

export interface DoorWords {
  readonly begins: string
  readonly moment: (moment: DoorMoment) => string
  readonly title: string
  readonly checked: (checked: DoorChecked) => string
}

const vi: DoorWords = {
  begins: 'Kiểm tra thân nhiệt ở cửa bằng máy tính bảng (người và nhiệt độ là giả định)',
  moment: moment => `Thân nhiệt: ${momentVi(moment)}`,
  title: 'Kiểm tra thân nhiệt ở cửa',
  checked: ({ people, again, alerts, equal }) =>
    `${people} người được đo; ${again} lượt gửi lại do mất trả lời, không lượt nào tính hai lần; ${alerts} người cao cả hai lần, cán bộ trực đã xử lý. Máy tính bảng và máy chủ đếm ${equal ? 'khớp' : 'KHÔNG KHỚP'}.`,
}

const en: DoorWords = {
  begins: 'Health checks at a door by a tablet (people and temperatures are made up)',
  moment: moment => `Door: ${momentEn(moment)}`,
  title: 'Health checks at the door',
  checked: ({ people, again, alerts, equal }) =>
    `${people} people were measured; ${again} were sent once more after a lost answer, and none counts twice; ${alerts} high twice, dealt with by the duty officer. The tablet's count and the server's are ${equal ? 'equal' : 'NOT EQUAL'}.`,
}

export const DOOR_WORDS: Readonly<Record<Language, DoorWords>> = { vi, en }

function momentVi(moment: DoorMoment): string {
  switch (moment.is) {
    case 'checked':
      return `${moment.door}: ${moment.people} người đã đo, ${moment.high} người từ 37,5 °C, đo lại sau khi chờ`
    case 'again':
      return `mất trả lời của máy chủ, máy tính bảng gửi lại ${moment.entries} lượt: ${moment.known} lượt máy chủ đã có`
    case 'called':
      return `${moment.people} người cao cả hai lần: cán bộ trực được báo`
  }
}

function momentEn(moment: DoorMoment): string {
  switch (moment.is) {
    case 'checked':
      return `${moment.door}: ${moment.people} people measured, ${moment.high} at 37.5 °C or more, who wait and are measured again`
    case 'again':
      return `the answer was lost, the tablet sends ${moment.entries} once more: the server has ${moment.known} of them already`
    case 'called':
      return `${moment.people} high twice: the duty officer is told`
  }
}
