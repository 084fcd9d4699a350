/** A file of results for another program, before it is one. Pure data. */

export interface ExportedFile {
  /** Without a folder; of letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  readonly text: string;
}
