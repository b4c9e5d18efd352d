import { wordsOf } from './name-words.ts'

const mostLooked = 400
const fewest = 5
const share = 0.2

/** Words that stand in a fifth of these messages or more, so that a few planted lines name nothing; looked at evenly. */
export function frequentWords(messages: readonly string[]): string {
  if (messages.length < fewest) return ''
  const step = Math.max(1, messages.length / mostLooked)
  const counts = new Map<string, number>()
  let looked = 0
  for (let at = 0; at < messages.length; at += step) {
    looked += 1
    for (const word of new Set(wordsOf(messages[Math.floor(at)]!))) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  return [...counts].flatMap(([word, count]) => (count >= share * looked ? [word] : [])).join(' ')
}
