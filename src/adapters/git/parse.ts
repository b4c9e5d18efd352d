export interface Commit {
  readonly sha: string
  readonly atMs: number
  readonly author: string
  readonly subject: string
  readonly files: readonly string[]
}

export interface Tag {
  readonly name: string
  readonly atMs: number
  readonly author: string | null
  readonly subject: string
}

/**
 * Reads the NUL-separated log: mark and sha, date, author, subject, then files until the next mark.
 * The mark is fresh for each run, so that no author, subject or file name can pose as a commit.
 */
export function parseCommits(text: string, mark: string, cut: boolean): readonly Commit[] {
  const fields = text.split('\0')
  const starts = fields.flatMap((field, i) => (field.startsWith(mark) ? [i] : []))
  const whole = cut ? starts.slice(0, -1) : starts
  return whole.map((start, i) => ({
    sha: fields[start]!.slice(mark.length),
    atMs: Number(fields[start + 1]) * 1000,
    author: fields[start + 2] ?? '',
    subject: fields[start + 3] ?? '',
    files: fields
      .slice(start + 4, starts[i + 1] ?? fields.length)
      .map((file) => file.replace(/^\n/, ''))
      .filter((file) => file !== ''),
  }))
}

/** Reads four NUL-terminated fields a tag; a tag of something without a date is left out. */
export function parseTags(text: string, cut: boolean): readonly Tag[] {
  const fields = text.split('\0')
  const count = Math.floor((fields.length - 1) / 4) - (cut ? 1 : 0)
  return Array.from({ length: Math.max(count, 0) }, (_, i) => {
    const [name = '', seconds = '', author = '', subject = ''] = fields.slice(i * 4, i * 4 + 4)
    return {
      name: name.replace(/^\n/, ''),
      atMs: /^\d{1,12}$/.test(seconds) ? Number(seconds) * 1000 : Number.NaN,
      author: author || null,
      subject,
    }
  }).filter((tag) => !Number.isNaN(tag.atMs))
}
