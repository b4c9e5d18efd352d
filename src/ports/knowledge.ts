/** Where finished documents and evidence are kept, readable by their owner only. */
export interface KnowledgeBase {
  /** Writes atomically (temporary file, fsync, rename) below the incident's folder; returns the path relative to it. */
  store(incident: string, file: string, text: string): Promise<string>
  /** The same in its folder `evidence`, for a name that is never written again. Throws CONFLICT when it is taken. */
  keep(incident: string, file: string, text: string): Promise<void>
  /** A document, or an item of evidence as `evidence/NAME`. Throws NOT_FOUND. */
  read(incident: string, file: string): Promise<string>
  /** Where people find the folder, for the transcript and the packet. */
  readonly location: string
}
