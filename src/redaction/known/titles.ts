import { foldCase } from '../letters.ts'

function folded(list: string): readonly string[] {
  return list.split(' ').map(foldCase)
}

/** Titles that stand before a name and are no part of it. */
export const titles: ReadonlySet<string> = new Set(
  folded(
    'mr mrs ms miss mx dr prof sir madam herr herrn frau hr fr fru mme mlle monsieur madame signor signora sig señor señora sr sra senhor senhora dona doña don pan pani pán paní bay bayan hanım господин госпожа г-н г-жа пан пані κύριος κυρία κ κα meneer mevrouw mevr dhr mw fröken herra rouva tohtori mgr ing inż gospodin gospođa domnul doamna uram úr asszony cô chú bác thầy tổng сеньор пани пана панові панi السيد السيدة מר גברת श्री श्रीमती คุณ ông bà anh chị',
  ),
)

const greetings = folded(
  'dear hi hello hey thanks cheers hallo hej hei moi guten liebe lieber beste bonjour salut cher chère hola estimado estimada querido olá caro cara prezado ciao gentile cześć dzień witam ahoj dobrý здравствуйте привет уважаемый уважаемая добрый γεια αγαπητέ merhaba sayın selam שלום مرحبا عزيزي नमस्ते xin chào thưa',
)

const before = new RegExp(
  `(?:^|[^\\p{L}])(?:${[...titles, ...greetings].join('|')})[.,]?[ \\t]{1,3}$`,
  'u',
)
const after = /^[ \t]?(?:先生|女士|小姐|さん|様|さま|君|くん|ちゃん|氏|殿|님|씨|군|양)/u

/** Words of every day that are just as often what somebody is called. */
const given = new Set(
  folded(
    'mark grace rose grant frank will hope faith joy dean may april june august summer dawn amber violet iris crystal chase ' +
      'chance chip art bill bob rich rob drew pat gene jack guy earl duke angel christian jean page paige reed miles sky star ' +
      'ruby pearl jade olive hazel ivy lily daisy basil cliff clay dale glen heath lane wade ward wolf robin jay ray skip ' +
      'sandy sunny melody harmony destiny mercy patience victor max kit case price field baker miller carter cook hunter ' +
      'fisher mason porter potter taylor turner walker ward young white black brown green gray long short park stone wood ' +
      'brooks banks fox lamb swan bird king bishop pope page marsh rivers waters woods bush ' +
      'sol luz mar paz rosa blanca clara stella sommer winter lange klein gross kurz weiss schwarz jung neu könig kaiser ' +
      'herr petit grand blanc lebrun marchand roy leroy',
  ),
)

const shortest = 3

/**
 * True where a word that may also be none, or is as short as one, stands as a name does: with a capital in the midst of a
 * sentence, at the start of one in what people write, or alone at the end of a line as a signature.
 */
export function isNamed(
  raw: string,
  word: string,
  start: number,
  end: number,
  isSpoken: boolean,
): boolean {
  if (!given.has(word) && word.length > shortest) return false
  const ahead = raw.slice(Math.max(0, start - 12), start)
  const behind = raw.slice(end, end + 8)
  if (signed.test(ahead) && /^[ \t.!]*(?:\n|$)/.test(behind)) return true
  if (!/^\p{Lu}(?:\p{Ll}|$)/u.test(raw.slice(start, Math.min(start + 2, end)))) return false
  if (isSpoken && /[\p{L}\d][.!?:] $/u.test(ahead)) return true
  return /[\p{Ll},] $/u.test(ahead) || /^['’]s(?!\p{L})/u.test(behind)
}

/** What stands before a signature. */
const signed = /[,.!–-][ \t]*(?:\n[ \t]*){0,2}[-–]{0,2} ?$/

/** True where a title or a greeting introduces what begins, or an East Asian one follows what ends there, in a folded text. */
export function isCalled(text: string, start: number, end: number): boolean {
  return (
    before.test(text.slice(Math.max(0, start - 20), start)) || after.test(text.slice(end, end + 4))
  )
}
