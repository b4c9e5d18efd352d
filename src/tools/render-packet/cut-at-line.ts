/** At most so many characters, ending with a whole line. */
export function cutAtLine(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/\n[^\n]*$/, '')}\n…`
}
